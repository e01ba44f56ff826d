package dev.difynative.platform.lifecycle;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

/**
 * Ends the service in good order: first it is no longer ready, then it refuses new work, lets running work finish for the
 * grace time, and ends what is left. All of that happens while the HTTP server and the database are still there.
 */
@ApplicationScoped
public class Shutdown {
    private static final Logger LOG = Logger.getLogger(Shutdown.class);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 20;

    private final List<Drainable> drainables;
    private final ShutdownConfig config;
    private volatile boolean announced;
    private volatile boolean refusing;

    Shutdown(@All List<Drainable> drainables, ShutdownConfig config) {
        this.drainables = drainables;
        this.config = config;
    }

    /** Whether the end is announced: the service is no longer ready. */
    public boolean isAnnounced() { return announced; }

    /** Whether new work is refused. */
    public boolean isRefusing() { return refusing; }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        announced = true;
        pause(config.notice());
        refusing = true;
        if (open() > 0) {
            LOG.infof("Shutting down; %d streams may finish within %s", open(), config.grace());
            awaitNone(config.grace());
        }
        if (open() > 0) {
            LOG.infof("Ending %d streams", open());
            for (Drainable drainable : drainables) {
                drainable.endAll("The service is shutting down");
            }
            awaitNone(TIME_TO_END);
        }
    }

    private int open() { return drainables.stream().mapToInt(Drainable::open).sum(); }

    private void awaitNone(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (open() > 0 && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(LOOK_EVERY_MILLIS));
        }
    }

    private static void pause(Duration time) {
        if (time.isPositive()) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
