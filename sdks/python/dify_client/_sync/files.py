# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Files and speech."""

from __future__ import annotations

from typing import Optional

from .. import _body
from .._request import Request, path
from ..types import FileInput, Record, UploadedFile, given
from .transport import Transport


class Files:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def upload(self, file: FileInput, *, user: str) -> UploadedFile:
        """Uploads a file for this user; ``as_input`` of the result puts it into a question."""
        return self._transport.upload(UploadedFile, "/files/upload", {"user": user}, file)

    def preview(self, file_id: str, *, user: Optional[str] = None, as_attachment: bool = False) -> bytes:
        """The content of a file that a message of this app refers to."""
        query = given(user=user, as_attachment=as_attachment or None)
        return self._transport.read(Request("GET", path("/files/{}/preview", file_id), query))


class Audio:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def to_text(self, file: FileInput, *, user: str) -> str:
        """What is said in a recording."""
        answer = self._transport.upload(Record, "/audio-to-text", {"user": user}, file)
        return str(answer.text)

    def from_text(
        self,
        text: Optional[str] = None,
        *,
        user: str,
        message_id: Optional[str] = None,
        voice: Optional[str] = None,
    ) -> bytes:
        """Speaks a text, or the answer of a message."""
        body = given(text=text, message_id=message_id, voice=voice, user=user)
        return self._transport.read(Request("POST", "/text-to-audio", body=_body.of_json(body)))
