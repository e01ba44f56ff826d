package dev.difynative.platform.instance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.database.DatabasePulse;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;

/** Lets a serving process look for something in the database again and again. */
@Singleton
public class Patrols {
    private static final Logger LOG = Logger.getLogger(Patrols.class);

    private final InstanceConfig config;
    private final Vertx vertx;
    private final DatabasePulse pulse;
    private volatile boolean ended;

    Patrols(InstanceConfig config, Vertx vertx, DatabasePulse pulse) {
        this.config = config;
        this.vertx = vertx;
        this.pulse = pulse;
    }

    /** What is looked for may fail in any way; it is looked for again. */
    @FunctionalInterface
    public interface Look {
        void once() throws Exception;
    }

    /** What a look needs is taken down from now on. */
    void end(@Observes ShutdownEvent ending) { ended = true; }

    /** Looks once per pause, never twice at a time. A failure is said when it begins, not each time. */
    public void every(Duration pause, String what, Look look) {
        if (!config.serving()) {
            return;
        }
        AtomicBoolean underWay = new AtomicBoolean();
        AtomicBoolean failing = new AtomicBoolean();
        vertx.setPeriodic(pause.toMillis(), timer -> {
            if (!ended && underWay.compareAndSet(false, true)) {
                Thread.startVirtualThread(() -> look(what, look, underWay, failing));
            }
        });
    }

    private void look(String what, Look look, AtomicBoolean underWay, AtomicBoolean failing) {
        try {
            look.once();
            failing.set(false);
        } catch (Exception later) {
            if (ended) {
                // The service is gone, and with it what the look needed; it may have been under way.
                return;
            }
            pulse.failed(later);
            if (failing.compareAndSet(false, true)) {
                LOG.warnf("Could not look for %s, will try again: %s", what, later.getMessage());
            }
        } finally {
            underWay.set(false);
        }
    }
}
