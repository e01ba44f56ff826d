/** A call did not do what it was asked for. */
export declare class DifyError extends Error {
    name: string;
}
/** The service was not reached, its answer broke off, or it was silent for too long. */
export declare class TransportError extends DifyError {
    readonly sent: boolean;
    name: string;
    /** @param sent false when the request certainly did not arrive: then it is safe to send it again */
    constructor(message: string, sent: boolean, options?: ErrorOptions);
}
export declare class TimeoutExceeded extends TransportError {
    name: string;
}
/** The service refused: its status, its code and its message, and which field is meant where it says so. */
export declare class APIError extends DifyError {
    readonly status: number;
    readonly code: string;
    readonly details: unknown;
    readonly headers: Headers;
    name: string;
    constructor(status: number, code: string, message: string, details?: unknown, headers?: Headers);
    /** Seconds after which the service says that the call may pass. */
    get retryAfter(): number | undefined;
    static of(status: number, headers: Headers, text: string): APIError;
}
export declare class BadRequestError extends APIError {
    name: string;
}
export declare class AuthenticationError extends APIError {
    name: string;
}
export declare class PermissionDeniedError extends APIError {
    name: string;
}
export declare class NotFoundError extends APIError {
    name: string;
}
export declare class ConflictError extends APIError {
    name: string;
}
export declare class FileTooLargeError extends APIError {
    name: string;
}
export declare class UnsupportedFileTypeError extends APIError {
    name: string;
}
/** Too many calls, or too many at once. */
export declare class RateLimitError extends APIError {
    name: string;
    get limit(): number | undefined;
    get remaining(): number | undefined;
    /** The Unix second at which the next call passes. */
    get reset(): number | undefined;
    private counted;
}
export declare class ServerError extends APIError {
    name: string;
}
/** A stream that had begun ended with an `error` event. */
export declare class StreamError extends APIError {
    readonly event: Readonly<Record<string, unknown>>;
    name: string;
    constructor(event: Readonly<Record<string, unknown>>);
}
