package dev.difynative.platform.error;

/** Failures that belong to no feature. */
public enum CommonError implements ErrorCode {
    INVALID_PARAM(400, "invalid_param"),
    UNAUTHORIZED(401, "unauthorized"),
    ACCESS_DENIED(403, "access_denied"),
    NOT_FOUND(404, "not_found"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed"),
    NOT_ACCEPTABLE(406, "not_acceptable"),
    CONFLICT(409, "conflict"),
    FILE_TOO_LARGE(413, "file_too_large"),
    URI_TOO_LONG(414, "uri_too_long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type"),
    RATE_LIMIT_EXCEEDED(429, "rate_limit_exceeded"),
    HEADERS_TOO_LARGE(431, "headers_too_large"),
    INTERNAL_ERROR(500, "internal_error"),
    SERVICE_UNAVAILABLE(503, "service_unavailable");

    private final Wire wire;

    CommonError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
