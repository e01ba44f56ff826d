package dev.difynative.platform.lifecycle;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.graalvm.nativeimage.RuntimeOptions;

import dev.difynative.platform.instance.Patrols;
import io.quarkus.arc.All;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Gives memory back to the system while nothing is asked of the process, as JEP 346 has it for the collector of the JVM. The
 * binary's collector looks only when the young generation is full, so what the start or a burst has left would stay resident for
 * as long as nobody calls (docs/adr/0011).
 */
@Singleton
class IdleMemory {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long WORTH_IT_BYTES = 12L << 20;
    /** What the looks and probes of an idle process leave within a pause is far less, what a single question leaves more. */
    private static final long IDLE_BYTES = 256L << 10;

    private static final String KEPT_FREE = "MaxHeapFree";
    private static final long KEPT_FREE_WHEN_IDLE_BYTES = 4L << 20;

    private final List<Drainable> drainables;
    private final Patrols patrols;
    private long lastUsed;
    private long usedAfterCollection;

    IdleMemory(@All List<Drainable> drainables, Patrols patrols) {
        this.drainables = drainables;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            patrols.every(PAUSE, "memory to be given back", this::look);
        }
    }

    private void look() {
        long used = used();
        long allocated = used - lastUsed;
        lastUsed = used;
        boolean idle = allocated >= 0 && allocated < IDLE_BYTES && drainables.stream().allMatch(work -> work.open() == 0);
        if (idle && used - usedAfterCollection > WORTH_IT_BYTES) {
            giveBack();
            usedAfterCollection = used();
            lastUsed = usedAfterCollection;
        }
    }

    /** The collector keeps what it has freed for the next objects, but for a moment. */
    private static void giveBack() {
        long usual = RuntimeOptions.get(KEPT_FREE);
        RuntimeOptions.set(KEPT_FREE, KEPT_FREE_WHEN_IDLE_BYTES);
        try {
            System.gc();
        } finally {
            RuntimeOptions.set(KEPT_FREE, usual);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
