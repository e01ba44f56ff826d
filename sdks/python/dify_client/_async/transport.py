"""Sends requests, again where that is safe, and reads whole answers."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Type, TypeVar

from .. import _async_connection as wire
from .. import _body
from .._request import Request, Settings
from .._streams import AsyncStream
from ..errors import DifyError, TransportError, api_error
from ..types import Chunk, FileInput, Record, parse

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Chunk)


class AsyncTransport:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def get(self, kind: Type[R], path: str, **query: Any) -> R:
        return kind(await self.json(Request("GET", path, query)))

    async def post(self, kind: Type[R], path: str, body: Any, *, repeatable: bool = False) -> R:
        return kind(await self.json(Request("POST", path, body=_body.of_json(body), repeatable=repeatable)))

    async def put(self, kind: Type[R], path: str, body: Any) -> R:
        return kind(await self.json(Request("PUT", path, body=_body.of_json(body))))

    async def patch(self, kind: Type[R], path: str, body: Any) -> R:
        return kind(await self.json(Request("PATCH", path, body=_body.of_json(body))))

    async def delete(self, path: str, body: Any = None) -> None:
        await self.read(Request("DELETE", path, body=_body.nothing() if body is None else _body.of_json(body)))

    async def upload(
        self, kind: Type[R], path: str, fields: Mapping[str, Any], file: FileInput, method: str = "POST"
    ) -> R:
        return kind(await self.json(Request(method, path, body=_body.of_form(fields, {"file": file}))))

    def stream(self, kind: Type[C], path: str, body: Any) -> AsyncStream[C]:
        return AsyncStream(self, Request("POST", path, body=_body.of_json(body)), kind)

    async def json(self, request: Request) -> Any:
        """The JSON of the answer; an answer without a body is an empty object."""
        content = await self.read(request, "application/json")
        try:
            return parse(content) if content.strip() else Record()
        except ValueError:
            raise TransportError(f"The answer is not JSON: {content[:200]!r}", sent=True) from None

    async def read(self, request: Request, accept: str = "*/*") -> bytes:
        """The body of the answer."""
        attempt = 0
        while True:
            try:
                answer = await self._open_once(request, accept)
                return await _whole(answer)
            except DifyError as error:
                await self._pause_or_fail(attempt, request, error)
                attempt += 1

    async def open(self, request: Request, accept: str) -> wire.Answer:
        """The answer whose body is read by the caller."""
        attempt = 0
        while True:
            try:
                return await self._open_once(request, accept)
            except DifyError as error:
                await self._pause_or_fail(attempt, request, error)
                attempt += 1

    async def _open_once(self, request: Request, accept: str) -> wire.Answer:
        answer = await wire.send(self.settings, request, accept)
        if 200 <= answer.status < 300:
            return answer
        raise api_error(answer.status, answer.headers, _readable(await _whole(answer)))

    async def _pause_or_fail(self, attempt: int, request: Request, error: DifyError) -> None:
        seconds: Optional[float] = self.settings.pause_before_next(attempt, request, error)
        if seconds is None:
            raise error
        await wire.pause(seconds)


async def _whole(answer: wire.Answer) -> bytes:
    try:
        pieces: List[bytes] = []
        while True:
            piece = await answer.read_some()
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
    finally:
        await answer.close()


def _readable(content: bytes) -> Any:
    try:
        return parse(content)
    except ValueError:
        return content.decode("utf-8", "replace")
