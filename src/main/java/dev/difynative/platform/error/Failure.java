package dev.difynative.platform.error;

/** The one exception for everything a caller is to be told; its message is written for the caller. */
public final class Failure extends RuntimeException {
    private final transient ErrorCode code;
    private final transient Object details;
    private final long retryAfter;
    private final transient CallLimit limit;

    /** The limit that a call has met: how many calls it allows, and the Unix second at which the next one passes. */
    public record CallLimit(long calls, long resetAt) {}

    Failure(ErrorCode code, String message, Object details) { this(code, message, details, 0, null); }

    private Failure(ErrorCode code, String message, Object details, long retryAfter, CallLimit limit) {
        // An answer to a caller is no bug: without the stack trace it costs next to nothing.
        super(message, null, false, code.wire().status() >= 500);
        this.code = code;
        this.details = details;
        this.retryAfter = retryAfter;
        this.limit = limit;
    }

    public Failure withDetails(Object moreDetails) { return new Failure(code, getMessage(), moreDetails, retryAfter, limit); }

    /** The same failure, telling after how many seconds the call may succeed. */
    public Failure withRetryAfter(long seconds) {
        return new Failure(code, getMessage(), details, seconds, limit);
    }

    public Failure withLimit(CallLimit met) { return new Failure(code, getMessage(), details, retryAfter, met); }

    /** The limit that the call has met, or null. */
    public CallLimit limit() { return limit; }

    public ErrorCode code() { return code; }

    /** What the body's {@code details} says, or null. */
    public Object details() { return details; }

    /** Seconds after which the call may succeed, or 0 when nobody knows. */
    public long retryAfter() { return retryAfter; }
}
