package dev.difynative.quota;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** How a limit is reported. */
public enum QuotaError implements ErrorCode {
    RATE_LIMIT_EXCEEDED(429, "rate_limit_exceeded"),
    TOO_MANY_REQUESTS(429, "too_many_requests"),
    LIMITS_UNKNOWN(503,
            "service_unavailable");

    private final Wire wire;

    QuotaError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
