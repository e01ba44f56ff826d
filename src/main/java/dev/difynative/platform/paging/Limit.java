package dev.difynative.platform.paging;

import dev.difynative.platform.error.CommonError;

/** The rule that every list shares for its {@code limit} parameter. */
public final class Limit {
    private Limit() {}

    public static int checked(int limit, int maxLimit) {
        if (limit < 1 || limit > maxLimit) {
            throw CommonError.INVALID_PARAM.field("limit", "range", "Parameter 'limit' must be between 1 and %d", maxLimit);
        }
        return limit;
    }
}
