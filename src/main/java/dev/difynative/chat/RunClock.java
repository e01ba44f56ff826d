package dev.difynative.chat;

/** Measures how long an answer takes. */
final class RunClock {
    private static final double NANOS = 1e9;
    private final long startedAt = System.nanoTime();
    private long firstTokenAt;

    /** Notes the arrival of a token. */
    void token() {
        if (firstTokenAt == 0) {
            firstTokenAt = System.nanoTime();
        }
    }

    double elapsedSeconds() { return (System.nanoTime() - startedAt) / NANOS; }

    /** Seconds to the first token; the whole time when there was none. */
    double toFirstTokenSeconds() {
        return firstTokenAt == 0 ? elapsedSeconds() : (firstTokenAt - startedAt) / NANOS;
    }

    /** Seconds from the first token to now. */
    double generatingSeconds() {
        return firstTokenAt == 0 ? 0 : (System.nanoTime() - firstTokenAt) / NANOS;
    }
}
