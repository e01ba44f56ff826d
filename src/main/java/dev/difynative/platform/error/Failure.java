package dev.difynative.platform.error;

/** The one exception for everything a caller is to be told; its message is written for the caller. */
public final class Failure extends RuntimeException {
    private final transient ErrorCode code;
    private final transient Object details;
    private final long retryAfter;

    Failure(ErrorCode code, String message, Object details) { this(code, message, details, 0); }

    private Failure(ErrorCode code, String message, Object details, long retryAfter) {
        // An answer to a caller is no bug: without the stack trace it costs next to nothing.
        super(message, null, false, code.wire().status() >= 500);
        this.code = code;
        this.details = details;
        this.retryAfter = retryAfter;
    }

    public Failure withDetails(Object moreDetails) { return new Failure(code, getMessage(), moreDetails, retryAfter); }

    /** The same failure, telling after how many seconds the call may succeed. */
    public Failure withRetryAfter(long seconds) {
        return new Failure(code, getMessage(), details, seconds);
    }

    public ErrorCode code() { return code; }

    /** What the body's {@code details} says, or null. */
    public Object details() { return details; }

    /** Seconds after which the call may succeed, or 0 when nobody knows. */
    public long retryAfter() { return retryAfter; }
}
