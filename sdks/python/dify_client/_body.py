"""What a request carries: nothing, JSON, or a form with files that are read while they are sent."""

from __future__ import annotations

import io
import json
import mimetypes
import os
import uuid
from pathlib import Path
from typing import IO, Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from .types import FileInput

_PIECE = 64 * 1024

#: Opens a content anew for each attempt.
Opener = Callable[[], IO[bytes]]
Part = Union[bytes, Tuple[int, Opener]]


class Body:
    """Bytes of a known length that can be sent more than once."""

    def __init__(self, content_type: Optional[str], parts: List[Part]) -> None:
        self.content_type = content_type
        self._parts = parts
        self.length = sum(len(part) if isinstance(part, bytes) else part[0] for part in parts)

    def pieces(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                yield from _read(part[0], part[1])


def nothing() -> Body:
    return Body(None, [])


def of_json(value: Any) -> Body:
    return Body("application/json", [json.dumps(value, ensure_ascii=False).encode("utf-8")])


def of_form(fields: Mapping[str, Any], files: Mapping[str, FileInput]) -> Body:
    boundary = uuid.uuid4().hex
    parts: List[Part] = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value)
        parts.append(_head(boundary, name) + b"\r\n" + text.encode("utf-8") + b"\r\n")
    for name, file in files.items():
        file_name, length, opener, mime_type = _file(file)
        more = {"filename": file_name}
        parts.append(_head(boundary, name, more) + f"Content-Type: {mime_type}\r\n\r\n".encode("ascii"))
        parts.append((length, opener))
        parts.append(b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode("ascii"))
    return Body(f"multipart/form-data; boundary={boundary}", parts)


def _head(boundary: str, name: str, more: Optional[Dict[str, str]] = None) -> bytes:
    options = "".join(f'; {key}="{_quoted(value)}"' for key, value in {"name": name, **(more or {})}.items())
    return f"--{boundary}\r\nContent-Disposition: form-data{options}\r\n".encode("utf-8")


def _quoted(value: str) -> str:
    # As browsers do it.
    return value.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _file(file: FileInput) -> Tuple[str, int, Opener, str]:
    name: Optional[str] = None
    mime_type: Optional[str] = None
    content: Any = file
    if isinstance(file, tuple):
        name, content = file[0], file[1]
        mime_type = file[2] if len(file) == 3 else None
    length: int
    opener: Opener
    if isinstance(content, (str, os.PathLike)):
        path = Path(content)
        name = name or path.name
        length, opener = path.stat().st_size, lambda: path.open("rb")
    elif isinstance(content, (bytes, bytearray)):
        whole = bytes(content)
        length, opener = len(whole), lambda: io.BytesIO(whole)
    else:
        name = name or os.path.basename(str(getattr(content, "name", "") or ""))
        whole_file = content.read()
        length, opener = len(whole_file), lambda: io.BytesIO(whole_file)
    name = name or "file"
    return name, length, opener, mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _read(length: int, opener: Opener) -> Iterator[bytes]:
    with opener() as file:
        left = length
        while left > 0:
            piece = file.read(min(_PIECE, left))
            if not piece:
                raise OSError("The file became shorter while it was sent")
            left -= len(piece)
            yield piece
