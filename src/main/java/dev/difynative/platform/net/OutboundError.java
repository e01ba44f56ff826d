package dev.difynative.platform.net;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which calling another machine fails before it has answered, or by the size of what it answers. */
public enum OutboundError implements ErrorCode {
    INVALID_URL(400, "invalid_param"),
    INVALID_HEADER(400, "invalid_param"),
    /** The address is one that this service does not call. */
    ADDRESS_BLOCKED(400, "invalid_param"),
    UNREACHABLE(400, "invalid_param"),
    TIMED_OUT(400, "invalid_param"),
    RESPONSE_TOO_LARGE(
            400,
            "invalid_param"),
    TOO_MANY_REDIRECTS(400, "invalid_param");

    private final Wire wire;

    OutboundError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
