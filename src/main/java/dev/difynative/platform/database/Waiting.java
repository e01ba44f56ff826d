package dev.difynative.platform.database;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A short-stepped wait with an end. */
final class Waiting {
    private static final long STEP = Duration.ofMillis(2).toNanos();

    private final long end;

    Waiting(Duration limit) { end = System.nanoTime() + limit.toNanos(); }

    /** Waits one step; false when the limit is reached. */
    boolean goesOn() {
        LockSupport.parkNanos(STEP);
        return System.nanoTime() < end;
    }
}
