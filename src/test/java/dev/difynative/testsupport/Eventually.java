package dev.difynative.testsupport;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another thread or process. */
public final class Eventually {
    /**
     * How long a test waits for what must come. Generous, for machines that are busy or stand still for a while: it costs
     * nothing where all goes well. What must be cut short in less than this takes an hour, or for ever, when it is not.
     */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LOOK_EVERY_MILLIS = 5;

    private Eventually() {}

    public static void isTrue(String what, BooleanSupplier condition) { isTrue(PATIENCE, what, condition); }

    /** For what takes longer than {@link #PATIENCE} on a slow machine. */
    public static void isTrue(Duration patience, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (boolean last = false; !condition.getAsBoolean(); last = System.nanoTime() > deadline) {
            if (last) {
                fail("Not within " + patience + ": " + what);
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
    }
}
