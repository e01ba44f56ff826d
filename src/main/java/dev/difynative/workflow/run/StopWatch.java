package dev.difynative.workflow.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.workflow.engine.RunStatus;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Stops the runs of this process that somebody has asked another one to stop, and those that nobody has. */
@ApplicationScoped
class StopWatch {
    private static final Logger LOG = Logger.getLogger(StopWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final StopMarks marks;
    private final LiveRuns registry;
    private final StoredRuns stored;
    private final AsyncRuns queue;
    private final RunResumption resumption;
    private final RunEnvironment environment;
    private final Vertx vertx;

    StopWatch(StopMarks marks, LiveRuns registry, StoredRuns stored, AsyncRuns queue, RunResumption resumption,
            RunEnvironment environment, Vertx vertx) {
        this.marks = marks;
        this.registry = registry;
        this.stored = stored;
        this.queue = queue;
        this.resumption = resumption;
        this.environment = environment;
        this.vertx = vertx;
    }

    void watch(@Observes StartupEvent started) {
        vertx.setPeriodic(LOOK_MILLIS, timer -> Thread.startVirtualThread(this::lookQuietly));
    }

    private void lookQuietly() {
        try {
            look();
        } catch (RuntimeException later) {
            LOG.warnf("Runs to be stopped could not be looked for, will try again: %s", later.getMessage());
        }
    }

    void look() {
        for (StopMarks.Marked marked : marks.take(environment.instanceId())) {
            if (marked.status().equals(RunStatus.PAUSED.wire())) {
                resumption.stop(marked.runId(), StopMarks.WHY);
            } else if (marked.status().equals(RunStatus.SCHEDULED.wire())) {
                stored.find(marked.runId()).ifPresent(queue::takeOver);
            }
            registry.find(marked.runId()).ifPresent(run -> run.stop(StopMarks.WHY));
        }
    }
}
