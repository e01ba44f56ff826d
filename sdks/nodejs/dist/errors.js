"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.StreamError = exports.ServerError = exports.RateLimitError = exports.UnsupportedFileTypeError = exports.FileTooLargeError = exports.ConflictError = exports.NotFoundError = exports.PermissionDeniedError = exports.AuthenticationError = exports.BadRequestError = exports.APIError = exports.TimeoutExceeded = exports.TransportError = exports.DifyError = void 0;
/** A call did not do what it was asked for. */
class DifyError extends Error {
    name = 'DifyError';
}
exports.DifyError = DifyError;
/** The service was not reached, its answer broke off, or it was silent for too long. */
class TransportError extends DifyError {
    sent;
    name = 'TransportError';
    /** @param sent false when the request certainly did not arrive: then it is safe to send it again */
    constructor(message, sent, options) {
        super(message, options);
        this.sent = sent;
    }
}
exports.TransportError = TransportError;
class TimeoutExceeded extends TransportError {
    name = 'TimeoutExceeded';
}
exports.TimeoutExceeded = TimeoutExceeded;
/** The service refused: its status, its code and its message, and which field is meant where it says so. */
class APIError extends DifyError {
    status;
    code;
    details;
    headers;
    name = 'APIError';
    constructor(status, code, message, details = undefined, headers = new Headers()) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = details;
        this.headers = headers;
    }
    /** Seconds after which the service says that the call may pass. */
    get retryAfter() {
        const value = this.headers.get('retry-after');
        return value === null || Number.isNaN(Number(value)) ? undefined : Number(value);
    }
    static of(status, headers, text) {
        const Kind = KINDS[status] ?? (status >= 500 ? ServerError : APIError);
        const body = parsed(text);
        if (body === undefined) {
            return new Kind(status, 'unknown', text.trim().slice(0, 200) || 'The answer has no message', undefined, headers);
        }
        // Some proxies and some calls answer {"error": ...} only.
        const message = String(body['message'] ?? body['error'] ?? 'No message');
        return new Kind(status, String(body['code'] ?? 'unknown'), message, body['details'] ?? body['params'], headers);
    }
}
exports.APIError = APIError;
class BadRequestError extends APIError {
    name = 'BadRequestError';
}
exports.BadRequestError = BadRequestError;
class AuthenticationError extends APIError {
    name = 'AuthenticationError';
}
exports.AuthenticationError = AuthenticationError;
class PermissionDeniedError extends APIError {
    name = 'PermissionDeniedError';
}
exports.PermissionDeniedError = PermissionDeniedError;
class NotFoundError extends APIError {
    name = 'NotFoundError';
}
exports.NotFoundError = NotFoundError;
class ConflictError extends APIError {
    name = 'ConflictError';
}
exports.ConflictError = ConflictError;
class FileTooLargeError extends APIError {
    name = 'FileTooLargeError';
}
exports.FileTooLargeError = FileTooLargeError;
class UnsupportedFileTypeError extends APIError {
    name = 'UnsupportedFileTypeError';
}
exports.UnsupportedFileTypeError = UnsupportedFileTypeError;
/** Too many calls, or too many at once. */
class RateLimitError extends APIError {
    name = 'RateLimitError';
    get limit() {
        return this.counted('x-ratelimit-limit');
    }
    get remaining() {
        return this.counted('x-ratelimit-remaining');
    }
    /** The Unix second at which the next call passes. */
    get reset() {
        return this.counted('x-ratelimit-reset');
    }
    counted(name) {
        const value = this.headers.get(name);
        return value === null ? undefined : Number(value);
    }
}
exports.RateLimitError = RateLimitError;
class ServerError extends APIError {
    name = 'ServerError';
}
exports.ServerError = ServerError;
/** A stream that had begun ended with an `error` event. */
class StreamError extends APIError {
    event;
    name = 'StreamError';
    constructor(event) {
        super(Number(event['status'] ?? 500), String(event['code'] ?? 'internal_error'), String(event['message'] ?? 'The stream ended with an error'));
        this.event = event;
    }
}
exports.StreamError = StreamError;
const KINDS = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: FileTooLargeError,
    415: UnsupportedFileTypeError,
    429: RateLimitError,
};
function parsed(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}
