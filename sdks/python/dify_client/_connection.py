"""One request over one connection of http.client."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from typing import Dict

from ._request import Request, Settings
from .errors import TimeoutExceeded, TransportError

pause = time.sleep


class Answer:
    """The head of an answer, and its body as it comes."""

    def __init__(self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse) -> None:
        self._connection = connection
        self._response = response
        self.status = response.status
        self.headers: Dict[str, str] = {name.lower(): value for name, value in response.getheaders()}

    def read_some(self) -> bytes:
        """The bytes that are there, waiting for some; empty at the end."""
        try:
            piece = self._response.read1(64 * 1024)
        except socket.timeout:
            raise TimeoutExceeded("The service has been silent for too long", sent=True) from None
        except (http.client.HTTPException, OSError, ValueError) as broken:
            raise TransportError(f"The answer broke off: {broken!r}", sent=True) from broken
        if not piece and self._response.length:
            raise TransportError(f"The answer broke off {self._response.length} bytes before its end", sent=True)
        return piece

    def close(self) -> None:
        self._response.close()
        self._connection.close()


def send(settings: Settings, request: Request, accept: str) -> Answer:
    connection = _connected(settings)
    try:
        return Answer(connection, _exchange(connection, settings, request, accept))
    except BaseException:
        connection.close()
        raise


def _connected(settings: Settings) -> http.client.HTTPConnection:
    connection: http.client.HTTPConnection
    if settings.secure:
        connection = http.client.HTTPSConnection(
            settings.host, settings.port, timeout=settings.connect_timeout, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(settings.host, settings.port, timeout=settings.connect_timeout)
    try:
        connection.connect()
    except socket.timeout:
        connection.close()
        raise TimeoutExceeded(f"No connection to {settings.host}:{settings.port} in time", sent=False) from None
    except OSError as unreachable:
        connection.close()
        raise TransportError(f"No connection to {settings.host}:{settings.port}: {unreachable}", sent=False) from unreachable
    connection.sock.settimeout(settings.timeout)
    return connection


def _exchange(
    connection: http.client.HTTPConnection, settings: Settings, request: Request, accept: str
) -> http.client.HTTPResponse:
    try:
        connection.putrequest(request.method, settings.target(request), skip_host=True, skip_accept_encoding=True)
        for name, value in settings.headers_of(request, accept).items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            for piece in request.body.pieces():
                connection.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            # A body that is too large is refused before its end: the answer says why.
            pass
        return connection.getresponse()
    except socket.timeout:
        raise TimeoutExceeded("The service has been silent for too long", sent=True) from None
    except (http.client.HTTPException, ConnectionError, ssl.SSLError) as broken:
        raise TransportError(f"No answer: {broken!r}", sent=True) from broken
