"""Streams of events, for both kinds of programs."""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, AsyncIterator, Deque, Generator, Generic, Iterator, List, Optional, Type, TypeVar

from ._request import Request
from ._sse import EventParser
from .errors import StreamError, TransportError
from .types import Chunk, Record, parse

if TYPE_CHECKING:
    from . import _async_connection, _connection
    from ._async.transport import AsyncTransport
    from ._sync.transport import Transport

C = TypeVar("C", bound=Chunk)

# A connection that is closed in the middle of an answer can look like its end: only these events are one.
_LAST = frozenset({"message_end", "tts_message_end", "workflow_finished", "workflow_paused"})


class _Events(Generic[C]):
    """What both streams share: bytes to chunks."""

    def __init__(self, kind: Type[C]) -> None:
        self._kind = kind
        self._parser = EventParser()
        self._ready: Deque[C] = deque()
        self._complete = False
        self._ended = False

    def _feed(self, piece: bytes) -> None:
        for _, data in self._parser.feed(piece):
            # An event without data keeps the connection alive, and so does one that says so.
            if data is not None:
                chunk = self._kind(_object(data))
                if chunk.event != "ping":
                    self._ready.append(chunk)
                    self._complete = self._complete or chunk.event in _LAST

    def _end(self) -> None:
        if not self._ended and not self._complete:
            self._ended = True
            raise TransportError("The stream broke off before its end", sent=True)

    def _take(self) -> C:
        chunk = self._ready.popleft()
        if chunk.event == "error":
            raise StreamError(chunk)
        return chunk


class Stream(_Events[C]):
    """The chunks of an answer as they come. Leave it early with ``close()``, or use it in a ``with``."""

    def __init__(self, transport: Transport, request: Request, kind: Type[C]) -> None:
        super().__init__(kind)
        self._answer: Optional[_connection.Answer] = transport.open(request, "text/event-stream")

    def __iter__(self) -> Iterator[C]:
        return self

    def __next__(self) -> C:
        try:
            while not self._ready:
                piece = self._answer.read_some() if self._answer else b""
                if not piece:
                    self._end()
                    raise StopIteration
                self._feed(piece)
            return self._take()
        except BaseException:
            self.close()
            raise

    def text(self) -> str:
        """Reads to the end and gives the whole answer."""
        return _text(list(self))

    def close(self) -> None:
        """Ends the connection. The run goes on in the service; ``stop`` of the room ends it."""
        self._ended = True
        if self._answer:
            self._answer.close()
            self._answer = None

    def __enter__(self) -> Stream[C]:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()


class AsyncStream(_Events[C]):
    """The chunks of an answer as they come: ``async for chunk in client.chat.create_stream(...)``.

    The call is made when the first chunk is asked for, or by ``await``, whichever comes first.
    """

    def __init__(self, transport: AsyncTransport, request: Request, kind: Type[C]) -> None:
        super().__init__(kind)
        self._transport = transport
        self._request = request
        self._answer: Optional[_async_connection.Answer] = None
        self._opened = False

    def __await__(self) -> Generator[object, None, AsyncStream[C]]:
        return self._open().__await__()

    def __aiter__(self) -> AsyncIterator[C]:
        return self

    async def __anext__(self) -> C:
        await self._open()
        try:
            while not self._ready:
                piece = await self._answer.read_some() if self._answer else b""
                if not piece:
                    self._end()
                    raise StopAsyncIteration
                self._feed(piece)
            return self._take()
        except BaseException:
            await self.close()
            raise

    async def text(self) -> str:
        """Reads to the end and gives the whole answer."""
        return _text([chunk async for chunk in self])

    async def close(self) -> None:
        """Ends the connection. The run goes on in the service; ``stop`` of the room ends it."""
        self._ended = True
        self._opened = True
        if self._answer:
            await self._answer.close()
            self._answer = None

    async def __aenter__(self) -> AsyncStream[C]:
        return await self._open()

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.close()

    async def _open(self) -> AsyncStream[C]:
        if not self._opened:
            self._opened = True
            self._answer = await self._transport.open(self._request, "text/event-stream")
        return self


def _object(data: str) -> Record:
    try:
        value = parse(data)
    except ValueError:
        raise TransportError(f"An event is not JSON: {data[:200]}", sent=True) from None
    return value if isinstance(value, Record) else Record(data=value)


def _text(chunks: List[C]) -> str:
    text = ""
    for chunk in chunks:
        if chunk.event in ("message_replace", "text_replace"):
            text = chunk.answer or chunk.text
        elif chunk.event in ("message", "agent_message"):
            text += chunk.answer
        elif chunk.event == "text_chunk":
            text += chunk.text
    return text
