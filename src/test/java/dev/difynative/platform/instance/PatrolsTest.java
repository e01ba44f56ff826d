package dev.difynative.platform.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;

class PatrolsTest {
    private static final Duration OFTEN = Duration.ofMillis(2);
    private final AtomicInteger looks = new AtomicInteger();
    private Vertx vertx;

    @BeforeEach
    void start() { vertx = Vertx.vertx(); }

    @AfterEach
    void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    @Test
    void itIsLookedAgainAndAgainUntilTheServiceEnds() {
        Patrols patrols = new Patrols(() -> true, vertx, null);
        patrols.every(OFTEN, "nothing", looks::incrementAndGet);
        Eventually.isTrue("it is looked again", () -> looks.get() > 2);
        patrols.end(new ShutdownEvent());
        // A look may be under way still.
        afterTimers(20);
        int last = looks.get();
        afterTimers(20);
        assertEquals(last, looks.get());
    }

    @Test
    void aCommandLooksForNothing() {
        new Patrols(() -> false, vertx, null).every(OFTEN, "nothing", looks::incrementAndGet);
        afterTimers(20);
        assertEquals(0, looks.get());
    }

    /** Waits until a timer would have fired so often. */
    private void afterTimers(int times) {
        CompletableFuture<Void> fired = new CompletableFuture<>();
        AtomicInteger count = new AtomicInteger();
        vertx.setPeriodic(OFTEN.toMillis(), timer -> {
            if (count.incrementAndGet() == times) {
                fired.complete(null);
            }
        });
        fired.join();
    }
}
