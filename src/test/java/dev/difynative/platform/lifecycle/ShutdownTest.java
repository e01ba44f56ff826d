package dev.difynative.platform.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

class ShutdownTest {
    private static final Duration A_LONG_TIME = Duration.ofHours(1);
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

    private static void drain(Shutdown shutdown) {
        assertTimeoutPreemptively(Eventually.PATIENCE, () -> shutdown.drain(new ShutdownDelayInitiatedEvent()));
    }

    @Test
    void withNothingUnderWayItEndsAtOnceAndRefusesWork() {
        Shutdown shutdown = shutdown(A_LONG_TIME);
        assertFalse(shutdown.isAnnounced() || shutdown.isRefusing());
        drain(shutdown);
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
        drain(shutdown(A_LONG_TIME));
        assertEquals(null, streams.endedBecause);
    }

    @Test
    void afterTheGraceTimeTheyAreEnded() {
        streams.open.set(3);
        long before = System.nanoTime();
        drain(shutdown(Duration.ofMillis(100)));
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() >= 100);
        assertEquals("The service is shutting down", streams.endedBecause);
        assertEquals(0, streams.open());
    }
}
