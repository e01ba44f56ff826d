"""A request before it is sent, where it goes, and whether it may be sent again."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union
from urllib.parse import quote, urlencode, urlsplit

from . import _body
from ._version import VERSION
from .errors import APIError, DifyError, TransportError

_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})
# The service refused before it did anything.
_REFUSED = frozenset({429, 503})
# A proxy gave up; what became of the request is not known.
_UNKNOWN_OUTCOME = frozenset({502, 504})
_LONGEST_PAUSE = 30.0


def path(template: str, *ids: str) -> str:
    """Puts ids into a path: ``path("/datasets/{}", id)``."""
    for value in ids:
        if not value:
            raise ValueError(f"An id in {template} is empty")
    return template.format(*(quote(str(value), safe="") for value in ids))


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: _body.Body = field(default_factory=_body.nothing)
    #: True for a POST that changes nothing.
    repeatable: bool = False

    def may_be_repeated(self) -> bool:
        return self.repeatable or self.method in _REPEATABLE


@dataclass(frozen=True)
class Settings:
    """Where the service is, who calls, and how patient the caller is."""

    secure: bool
    host: str
    port: int
    prefix: str
    headers: Mapping[str, str]
    timeout: float
    connect_timeout: float
    max_retries: int

    @staticmethod
    def of(
        api_key: Optional[str],
        base_url: Optional[str],
        app_id: Optional[str],
        timeout: float,
        connect_timeout: float,
        max_retries: int,
    ) -> Settings:
        key = api_key or os.environ.get("DIFY_API_KEY")
        if not key:
            raise ValueError("Give the API key: Client('app-...'), or set DIFY_API_KEY")
        url = urlsplit(base_url or os.environ.get("DIFY_BASE_URL") or "http://localhost:5001/v1")
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError(f"Not an http or https address: {base_url}")
        headers = {"Authorization": f"Bearer {key}", "User-Agent": f"dify-client-python/{VERSION}"}
        if app_id:
            headers["X-App-Id"] = app_id
        return Settings(
            secure=url.scheme == "https",
            host=url.hostname,
            port=url.port or (443 if url.scheme == "https" else 80),
            # An address without a path means the service there.
            prefix=url.path.rstrip("/") or "/v1",
            headers=headers,
            timeout=timeout,
            connect_timeout=connect_timeout,
            max_retries=max_retries,
        )

    def changed(self, timeout: Optional[float], max_retries: Optional[int]) -> Settings:
        return replace(
            self,
            timeout=self.timeout if timeout is None else timeout,
            max_retries=self.max_retries if max_retries is None else max_retries,
        )

    def target(self, request: Request) -> str:
        query = urlencode(_pairs(request.query))
        return f"{self.prefix}{request.path}{'?' + query if query else ''}"

    def headers_of(self, request: Request, accept: str) -> Dict[str, str]:
        default_port = 443 if self.secure else 80
        host = f"[{self.host}]" if ":" in self.host else self.host
        headers = {
            "Host": host if self.port == default_port else f"{host}:{self.port}",
            **self.headers,
            "Accept": accept,
            "Connection": "close",
        }
        if request.body.content_type:
            headers["Content-Type"] = request.body.content_type
        if request.body.length or request.method in ("POST", "PUT", "PATCH"):
            headers["Content-Length"] = str(request.body.length)
        return headers

    def pause_before_next(self, attempt: int, request: Request, error: DifyError) -> Optional[float]:
        """Seconds until the request may be sent again; None: it must not."""
        if attempt >= self.max_retries or not _can_be_sent_again(request, error):
            return None
        wished = error.retry_after if isinstance(error, APIError) else None
        if wished is not None:
            return wished if wished <= _LONGEST_PAUSE else None
        longest: float = min(8.0, 0.5 * 2.0**attempt)
        return longest * random.uniform(0.75, 1.25)


def _can_be_sent_again(request: Request, error: DifyError) -> bool:
    if isinstance(error, TransportError):
        return not error.sent or request.may_be_repeated()
    if isinstance(error, APIError):
        return error.status in _REFUSED or (error.status in _UNKNOWN_OUTCOME and request.may_be_repeated())
    return False


def _pairs(query: Mapping[str, Any]) -> List[Tuple[str, Union[str, int, float]]]:
    pairs: List[Tuple[str, Union[str, int, float]]] = []
    for name, value in query.items():
        if value is None:
            continue
        for one in value if isinstance(value, (list, tuple)) else [value]:
            pairs.append((name, ("true" if one else "false") if isinstance(one, bool) else one))
    return pairs
