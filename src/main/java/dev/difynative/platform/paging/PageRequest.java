package dev.difynative.platform.paging;

import dev.difynative.platform.error.CommonError;

/** Which page is asked for; values out of range are refused, never clamped. */
public record PageRequest(int page, int limit) {
    private static final int LAST_PAGE = 99_999;

    public static PageRequest of(int page, int limit, int maxLimit) {
        if (page < 1 || page > LAST_PAGE) {
            throw CommonError.INVALID_PARAM.field("page", "range", "Parameter 'page' must be between 1 and %d", LAST_PAGE);
        }
        return new PageRequest(page, Limit.checked(limit, maxLimit));
    }

    public int offset() { return (page - 1) * limit; }
}
