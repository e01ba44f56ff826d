"""A server of raw sockets that answers each connection with the next part of a script, byte for byte."""

from __future__ import annotations

import socket
import threading
import time
from typing import Callable, List, Sequence, Union

#: Bytes to send, or seconds to wait.
Step = Union[bytes, float]


class ScriptedServer:
    def __init__(self, *scripts: Sequence[Step], read_body: bool = True) -> None:
        self._scripts = list(scripts)
        self._read_body = read_body
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.requests: List[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> ScriptedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        for script in self._scripts:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.requests.append(self._request(connection))
                for step in script:
                    if isinstance(step, bytes):
                        connection.sendall(step)
                    else:
                        time.sleep(step)

    def _request(self, connection: socket.socket) -> bytes:
        content = b""
        while b"\r\n\r\n" not in content:
            content += connection.recv(65536)
        head, _, body = content.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while self._read_body and len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


def answer(body: str, status: str = "200 OK", *headers: str) -> Sequence[Step]:
    content = body.encode("utf-8")
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(content)}", *headers]
    return ["\r\n".join([*lines, "", ""]).encode("latin-1") + content]


def events(content: bytes, cut: Callable[[bytes], List[bytes]], end: bytes = b"0\r\n\r\n") -> Sequence[Step]:
    """An event stream whose chunks are cut as told."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    return [head, *(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in cut(content)), end]


def of_size(size: int) -> Callable[[bytes], List[bytes]]:
    return lambda content: [content[at : at + size] for at in range(0, len(content), size)]
