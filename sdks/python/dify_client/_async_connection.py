"""One request over one connection of asyncio: as much of HTTP/1.1 as a client needs that never asks for compression."""

from __future__ import annotations

import asyncio
import ssl
from typing import Awaitable, Dict, List, Optional, TypeVar

from ._request import Request, Settings
from .errors import TimeoutExceeded, TransportError

pause = asyncio.sleep

_T = TypeVar("_T")
_PIECE = 64 * 1024


class Answer:
    """The head of an answer, and its body as it comes."""

    def __init__(self, wire: _Wire, status: int, headers: Dict[str, str]) -> None:
        self._wire = wire
        self.status = status
        self.headers = headers
        self._chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        length = headers.get("content-length")
        # None: until the connection is closed, or by chunks.
        self._left: Optional[int] = 0 if status in (204, 304) else int(length) if length and not self._chunked else None
        self._ended = False

    async def read_some(self) -> bytes:
        """The bytes that are there, waiting for some; empty at the end."""
        if self._ended or self._left == 0 and not self._chunked:
            return b""
        if self._chunked and not self._left:
            await self._begin_chunk()
            if self._ended:
                return b""
        piece = await self._wire.some(_PIECE if self._left is None else min(_PIECE, self._left))
        if self._left is None:
            self._ended = not piece
            return piece
        if not piece:
            raise TransportError("The answer broke off", sent=True)
        self._left -= len(piece)
        if self._chunked and self._left == 0:
            await self._wire.line()
        return piece

    async def close(self) -> None:
        await self._wire.close()

    async def _begin_chunk(self) -> None:
        size = await self._wire.line()
        try:
            self._left = int(size.split(b";")[0], 16)
        except ValueError:
            raise TransportError(f"The answer makes no sense: chunk of {size!r} bytes", sent=True) from None
        if self._left == 0:
            while await self._wire.line():
                pass
            self._ended = True


class _Wire:
    """A connection on which nothing is awaited longer than the caller wants to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, timeout: float) -> None:
        self._reader = reader
        self._writer = writer
        self._timeout = timeout

    async def some(self, most: int) -> bytes:
        return await self._patiently(self._reader.read(most))

    async def line(self) -> bytes:
        line = await self._patiently(self._reader.readline())
        if not line.endswith(b"\n"):
            raise TransportError("The answer broke off", sent=True)
        return line.rstrip(b"\r\n")

    async def write(self, piece: bytes) -> None:
        self._writer.write(piece)
        await self._patiently(self._writer.drain())

    async def close(self) -> None:
        # Whatever is still on its way is not wanted; the loop gets a turn to close the socket.
        self._writer.transport.abort()
        await asyncio.sleep(0)

    async def _patiently(self, waited_for: Awaitable[_T]) -> _T:
        try:
            return await asyncio.wait_for(waited_for, self._timeout)
        except asyncio.TimeoutError:
            raise TimeoutExceeded("The service has been silent for too long", sent=True) from None
        except (OSError, ValueError) as broken:
            raise TransportError(f"The connection broke off: {broken!r}", sent=True) from broken


async def send(settings: Settings, request: Request, accept: str) -> Answer:
    wire = await _connected(settings)
    try:
        await _write(wire, settings, request, accept)
        status, headers = await _head(wire)
        return Answer(wire, status, headers)
    except BaseException:
        await wire.close()
        raise


async def _connected(settings: Settings) -> _Wire:
    context = ssl.create_default_context() if settings.secure else None
    try:
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(settings.host, settings.port, ssl=context), settings.connect_timeout
        )
    except asyncio.TimeoutError:
        raise TimeoutExceeded(f"No connection to {settings.host}:{settings.port} in time", sent=False) from None
    except OSError as unreachable:
        raise TransportError(f"No connection to {settings.host}:{settings.port}: {unreachable}", sent=False) from unreachable
    return _Wire(reader, writer, settings.timeout)


async def _write(wire: _Wire, settings: Settings, request: Request, accept: str) -> None:
    head = [f"{request.method} {settings.target(request)} HTTP/1.1"]
    for name, value in settings.headers_of(request, accept).items():
        if "\r" in value or "\n" in value:
            raise ValueError(f"The header {name} has a line break")
        head.append(f"{name}: {value}")
    await wire.write("\r\n".join([*head, "", ""]).encode("latin-1"))
    for piece in request.body.pieces():
        try:
            await wire.write(piece)
        except TransportError as refused:
            if isinstance(refused.__cause__, (BrokenPipeError, ConnectionResetError)):
                # A body that is too large is refused before its end: the answer says why.
                return
            raise


async def _head(wire: _Wire) -> "tuple[int, Dict[str, str]]":
    while True:
        words = (await wire.line()).split(None, 2)
        if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
            raise TransportError(f"The answer is not HTTP: {words!r}", sent=True)
        lines: List[bytes] = []
        while True:
            line = await wire.line()
            if not line:
                break
            lines.append(line)
        status = int(words[1])
        if status >= 200:
            return status, _headers(lines)


def _headers(lines: List[bytes]) -> Dict[str, str]:
    headers: Dict[str, str] = {}
    for line in lines:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers
