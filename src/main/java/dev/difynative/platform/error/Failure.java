package dev.difynative.platform.error;

/** The one exception for everything a caller is to be told; its message is written for the caller. */
public final class Failure extends RuntimeException {
    private final transient ErrorCode code;
    private final transient Object details;

    Failure(ErrorCode code, String message, Object details) {
        // An answer to a caller is no bug: without the stack trace it costs next to nothing.
        super(message, null, false, code.wire().status() >= 500);
        this.code = code;
        this.details = details;
    }

    public Failure withDetails(Object moreDetails) { return new Failure(code, getMessage(), moreDetails); }

    public ErrorCode code() { return code; }

    /** What the body's {@code details} says, or null. */
    public Object details() { return details; }
}
