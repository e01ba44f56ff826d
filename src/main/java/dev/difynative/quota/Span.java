package dev.difynative.quota;

import java.util.ArrayList;
import java.util.List;

/** The length of a sliding window. */
enum Span {
    MINUTE(60_000), HOUR(3_600_000), DAY(86_400_000);

    private static final long MARKS = 4_096;

    final long millis;

    Span(long millis) { this.millis = millis; }

    /** The spans within which calls are limited. */
    static List<Span> under(CallLimits limits) {
        List<Span> spans = new ArrayList<>(3);
        for (Span span : values()) {
            if (limits.within(span) > 0) {
                spans.add(span);
            }
        }
        return spans;
    }

    /**
     * Calls within this time share one mark. Up to 4096 calls each has its own, to the millisecond; above that a window keeps
     * 4096 marks at most, and a call counts up to 1/4096 of the window too long, never too short.
     */
    long grain(long limit) { return limit <= MARKS ? 1 : millis / MARKS; }
}
