"""What may go wrong. Every failure of a call is a DifyError."""

from __future__ import annotations

from typing import Any, Mapping, Optional


class DifyError(Exception):
    """A call did not do what it was asked for."""


class TransportError(DifyError):
    """The service was not reached, or its answer broke off.

    ``sent`` is False when the request certainly did not arrive: then it is safe to send it again.
    """

    def __init__(self, message: str, *, sent: bool) -> None:
        super().__init__(message)
        self.sent = sent


class TimeoutExceeded(TransportError):
    """Connecting took too long, or the service was silent for too long."""


class APIError(DifyError):
    """The service refused: its status, its code and its message, and which field is meant where it says so."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: Any = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers: Mapping[str, str] = headers or {}

    @property
    def retry_after(self) -> Optional[float]:
        """Seconds after which the service says that the call may pass."""
        return _number(self.headers.get("retry-after"))


class BadRequestError(APIError):
    """400: something about the request is wrong."""


class AuthenticationError(APIError):
    """401: the key is missing, unknown or expired."""


class PermissionDeniedError(APIError):
    """403: the key is not allowed to do this."""


class NotFoundError(APIError):
    """404: there is no such thing, or it belongs to somebody else."""


class ConflictError(APIError):
    """409: it is there already, or in use."""


class FileTooLargeError(APIError):
    """413."""


class UnsupportedFileTypeError(APIError):
    """415."""


class RateLimitError(APIError):
    """429: too many calls, or too many at once."""

    @property
    def limit(self) -> Optional[int]:
        return _whole(self.headers.get("x-ratelimit-limit"))

    @property
    def remaining(self) -> Optional[int]:
        return _whole(self.headers.get("x-ratelimit-remaining"))

    @property
    def reset(self) -> Optional[int]:
        """The Unix second at which the next call passes."""
        return _whole(self.headers.get("x-ratelimit-reset"))


class ServerError(APIError):
    """5xx: the service failed, or cannot be used now."""


class StreamError(APIError):
    """A stream that had begun ended with an ``error`` event."""

    def __init__(self, event: Mapping[str, Any]) -> None:
        super().__init__(
            _whole(event.get("status")) or 500,
            str(event.get("code") or "internal_error"),
            str(event.get("message") or "The stream ended with an error"),
        )
        self.event = event


_KINDS = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: FileTooLargeError,
    415: UnsupportedFileTypeError,
    429: RateLimitError,
}


def api_error(status: int, headers: Mapping[str, str], body: Any) -> APIError:
    """The error that an answer stands for; ``body`` is its JSON, or its text when it has none."""
    kind = _KINDS.get(status, ServerError if status >= 500 else APIError)
    if isinstance(body, dict):
        # Some proxies and some calls answer {"error": ...} only.
        message = body.get("message") or body.get("error") or "No message"
        return kind(
            status,
            str(body.get("code") or "unknown"),
            str(message),
            details=body.get("details") or body.get("params"),
            headers=headers,
        )
    text = str(body or "").strip()[:200]
    return kind(status, "unknown", text or "The answer has no message", headers=headers)


def _number(value: Any) -> Optional[float]:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _whole(value: Any) -> Optional[int]:
    number = _number(value)
    return None if number is None else int(number)
