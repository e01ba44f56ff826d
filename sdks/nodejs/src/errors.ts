/** A call did not do what it was asked for. */
export class DifyError extends Error {
  override name = 'DifyError';
}

/** The service was not reached, its answer broke off, or it was silent for too long. */
export class TransportError extends DifyError {
  override name = 'TransportError';

  /** @param sent false when the request certainly did not arrive: then it is safe to send it again */
  constructor(message: string, readonly sent: boolean, options?: ErrorOptions) {
    super(message, options);
  }
}

export class TimeoutExceeded extends TransportError {
  override name = 'TimeoutExceeded';
}

/** The service refused: its status, its code and its message, and which field is meant where it says so. */
export class APIError extends DifyError {
  override name = 'APIError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: unknown = undefined,
    readonly headers: Headers = new Headers(),
  ) {
    super(message);
  }

  /** Seconds after which the service says that the call may pass. */
  get retryAfter(): number | undefined {
    const value = this.headers.get('retry-after');
    return value === null || Number.isNaN(Number(value)) ? undefined : Number(value);
  }

  static of(status: number, headers: Headers, text: string): APIError {
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

export class BadRequestError extends APIError {
  override name = 'BadRequestError';
}

export class AuthenticationError extends APIError {
  override name = 'AuthenticationError';
}

export class PermissionDeniedError extends APIError {
  override name = 'PermissionDeniedError';
}

export class NotFoundError extends APIError {
  override name = 'NotFoundError';
}

export class ConflictError extends APIError {
  override name = 'ConflictError';
}

export class FileTooLargeError extends APIError {
  override name = 'FileTooLargeError';
}

export class UnsupportedFileTypeError extends APIError {
  override name = 'UnsupportedFileTypeError';
}

/** Too many calls, or too many at once. */
export class RateLimitError extends APIError {
  override name = 'RateLimitError';

  get limit(): number | undefined {
    return this.counted('x-ratelimit-limit');
  }

  get remaining(): number | undefined {
    return this.counted('x-ratelimit-remaining');
  }

  /** The Unix second at which the next call passes. */
  get reset(): number | undefined {
    return this.counted('x-ratelimit-reset');
  }

  private counted(name: string): number | undefined {
    const value = this.headers.get(name);
    return value === null ? undefined : Number(value);
  }
}

export class ServerError extends APIError {
  override name = 'ServerError';
}

/** A stream that had begun ended with an `error` event. */
export class StreamError extends APIError {
  override name = 'StreamError';

  constructor(readonly event: Readonly<Record<string, unknown>>) {
    super(
      Number(event['status'] ?? 500),
      String(event['code'] ?? 'internal_error'),
      String(event['message'] ?? 'The stream ended with an error'),
    );
  }
}

const KINDS: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: FileTooLargeError,
  415: UnsupportedFileTypeError,
  429: RateLimitError,
};

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
