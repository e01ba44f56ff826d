package dev.difynative.platform.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

class ShutdownTest {
    private final Streams streams = new Streams();

    private record Settings(Duration grace, Duration notice) implements ShutdownConfig {}

    private static final class Streams implements Drainable {
        final AtomicInteger open = new AtomicInteger();
        volatile String endedBecause;

        @Override
        public int open() { return open.get(); }

        @Override
        public void endAll(String reason) {
            endedBecause = reason;
            open.set(0);
        }
    }

    private Shutdown shutdown(Duration grace) { return new Shutdown(List.of(streams), new Settings(grace, Duration.ZERO)); }

    private static Duration drain(Shutdown shutdown) {
        long before = System.nanoTime();
        shutdown.drain(new ShutdownDelayInitiatedEvent());
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Test
    void withNothingUnderWayItEndsAtOnceAndRefusesWork() {
        Shutdown shutdown = shutdown(Duration.ofSeconds(20));
        assertFalse(shutdown.isAnnounced() || shutdown.isRefusing());
        assertTrue(drain(shutdown).toMillis() < 1_000);
        assertTrue(shutdown.isAnnounced() && shutdown.isRefusing());
    }

    @Test
    void runningStreamsMayFinish() {
        streams.open.set(1);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(200);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            streams.open.set(0);
        });
        assertTrue(drain(shutdown(Duration.ofSeconds(20))).toMillis() < 5_000);
        assertEquals(null, streams.endedBecause);
    }

    @Test
    void afterTheGraceTimeTheyAreEnded() {
        streams.open.set(3);
        assertTrue(drain(shutdown(Duration.ofMillis(100))).toMillis() >= 100);
        assertEquals("The service is shutting down", streams.endedBecause);
        assertEquals(0, streams.open());
    }
}
