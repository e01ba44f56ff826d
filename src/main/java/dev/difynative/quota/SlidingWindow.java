package dev.difynative.quota;

/**
 * The calls of the last minute, hour or day, as marks (when they leave the window, how many they are) in a ring. Within any
 * window no more calls pass than the limit allows. Guarded by the lock of its owner.
 */
final class SlidingWindow {
    private final Span span;
    private long[] leaveAt = new long[8];
    private long[] calls = new long[8];
    private int first;
    private int marks;
    private long total;

    SlidingWindow(Span span) { this.span = span; }

    /** How many calls may still pass; negative after the limit was lowered. */
    long room(long now, long limit) {
        while (marks > 0 && leaveAt[first] <= now) {
            total -= calls[first];
            first = (first + 1) & (leaveAt.length - 1);
            marks--;
        }
        return limit - total;
    }

    void add(long now, long limit) {
        long grain = span.grain(limit);
        long leaves = (now / grain + 1) * grain + span.millis;
        int last = (first + marks - 1) & (leaveAt.length - 1);
        total++;
        // A clock that was put back must not bring the marks out of order.
        if (marks > 0 && leaveAt[last] >= leaves) {
            calls[last]++;
            return;
        }
        if (marks == leaveAt.length) {
            grow();
        }
        last = (first + marks) & (leaveAt.length - 1);
        leaveAt[last] = leaves;
        calls[last] = 1;
        marks++;
    }

    /** Takes back one call, the one that would leave first; to be asked after {@link #room} or {@link #add}. */
    void removeOne() {
        while (marks > 0 && calls[first] == 0) {
            first = (first + 1) & (leaveAt.length - 1);
            marks--;
        }
        if (marks > 0) {
            calls[first]--;
            total--;
        }
    }

    /** When the next call passes; to be asked after {@link #room} at the same instant. */
    long passesAt(long now, long limit) {
        long mustLeave = total - limit + 1;
        long at = now;
        for (int mark = 0; mark < marks && mustLeave > 0; mark++) {
            int index = (first + mark) & (leaveAt.length - 1);
            mustLeave -= calls[index];
            at = leaveAt[index];
        }
        return at;
    }

    boolean isEmpty(long now) { return room(now, 0) == 0; }

    Standing standing(long now, long limit) { return new Standing(limit, Math.max(0, limit - total), passesAt(now, limit)); }

    private void grow() {
        int length = leaveAt.length;
        long[] longerLeaveAt = new long[length * 2];
        long[] longerCalls = new long[length * 2];
        for (int mark = 0; mark < marks; mark++) {
            longerLeaveAt[mark] = leaveAt[(first + mark) & (length - 1)];
            longerCalls[mark] = calls[(first + mark) & (length - 1)];
        }
        leaveAt = longerLeaveAt;
        calls = longerCalls;
        first = 0;
    }
}
