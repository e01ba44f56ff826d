# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Sends requests, again where that is safe, and reads whole answers."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Type, TypeVar

from .. import _connection as wire
from .. import _body
from .._request import Request, Settings
from .._streams import Stream
from ..errors import DifyError, TransportError, api_error
from ..types import Chunk, FileInput, Record, parse

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Chunk)


class Transport:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def get(self, kind: Type[R], path: str, **query: Any) -> R:
        return kind(self.json(Request("GET", path, query)))

    def post(self, kind: Type[R], path: str, body: Any, *, repeatable: bool = False) -> R:
        return kind(self.json(Request("POST", path, body=_body.of_json(body), repeatable=repeatable)))

    def put(self, kind: Type[R], path: str, body: Any) -> R:
        return kind(self.json(Request("PUT", path, body=_body.of_json(body))))

    def patch(self, kind: Type[R], path: str, body: Any) -> R:
        return kind(self.json(Request("PATCH", path, body=_body.of_json(body))))

    def delete(self, path: str, body: Any = None) -> None:
        self.read(Request("DELETE", path, body=_body.nothing() if body is None else _body.of_json(body)))

    def upload(
        self, kind: Type[R], path: str, fields: Mapping[str, Any], file: FileInput, method: str = "POST"
    ) -> R:
        return kind(self.json(Request(method, path, body=_body.of_form(fields, {"file": file}))))

    def stream(self, kind: Type[C], path: str, body: Any) -> Stream[C]:
        return Stream(self, Request("POST", path, body=_body.of_json(body)), kind)

    def json(self, request: Request) -> Any:
        """The JSON of the answer; an answer without a body is an empty object."""
        content = self.read(request, "application/json")
        try:
            return parse(content) if content.strip() else Record()
        except ValueError:
            raise TransportError(f"The answer is not JSON: {content[:200]!r}", sent=True) from None

    def read(self, request: Request, accept: str = "*/*") -> bytes:
        """The body of the answer."""
        attempt = 0
        while True:
            try:
                answer = self._open_once(request, accept)
                return _whole(answer)
            except DifyError as error:
                self._pause_or_fail(attempt, request, error)
                attempt += 1

    def open(self, request: Request, accept: str) -> wire.Answer:
        """The answer whose body is read by the caller."""
        attempt = 0
        while True:
            try:
                return self._open_once(request, accept)
            except DifyError as error:
                self._pause_or_fail(attempt, request, error)
                attempt += 1

    def _open_once(self, request: Request, accept: str) -> wire.Answer:
        answer = wire.send(self.settings, request, accept)
        if 200 <= answer.status < 300:
            return answer
        raise api_error(answer.status, answer.headers, _readable(_whole(answer)))

    def _pause_or_fail(self, attempt: int, request: Request, error: DifyError) -> None:
        seconds: Optional[float] = self.settings.pause_before_next(attempt, request, error)
        if seconds is None:
            raise error
        wire.pause(seconds)


def _whole(answer: wire.Answer) -> bytes:
    try:
        pieces: List[bytes] = []
        while True:
            piece = answer.read_some()
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
    finally:
        answer.close()


def _readable(content: bytes) -> Any:
    try:
        return parse(content)
    except ValueError:
        return content.decode("utf-8", "replace")
