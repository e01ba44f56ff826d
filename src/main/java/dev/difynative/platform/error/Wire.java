package dev.difynative.platform.error;

/**
 * Status and code of a failure: once for the console and public surfaces, once for the management surface, whose codes
 * depend on the status alone.
 */
public record Wire(int status, String code, int managementStatus) {

    public static Wire of(int status, String code) { return new Wire(status, code, status); }

    /** The same failure with another status on the management surface. */
    public Wire management(int otherStatus) {
        return new Wire(status, code, otherStatus);
    }

    public String managementCode() {
        return switch (managementStatus) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 409 -> "conflict";
            case 429 -> "rate_limited";
            case 500 -> "internal_server_error";
            case 503 -> "service_unavailable";
            case 405, 413, 414, 415, 431 -> code;
            default -> managementStatus < 500 ? "invalid_param" : "internal_server_error";
        };
    }
}
