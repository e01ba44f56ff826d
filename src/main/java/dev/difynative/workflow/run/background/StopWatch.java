package dev.difynative.workflow.run.background;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.difynative.platform.instance.Patrols;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.LiveRuns;
import dev.difynative.workflow.run.RunEnvironment;
import dev.difynative.workflow.run.RunResumption;
import dev.difynative.workflow.run.journal.StoredRuns;
import io.quarkus.runtime.StartupEvent;

/** Stops the runs of this process that somebody has asked another one to stop, and those that nobody has. */
@ApplicationScoped
class StopWatch {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final StopMarks marks;
    private final LiveRuns registry;
    private final StoredRuns stored;
    private final AsyncRuns queue;
    private final RunResumption resumption;
    private final RunEnvironment environment;
    private final Patrols patrols;

    StopWatch(StopMarks marks, LiveRuns registry, StoredRuns stored, AsyncRuns queue, RunResumption resumption,
            RunEnvironment environment, Patrols patrols) {
        this.marks = marks;
        this.registry = registry;
        this.stored = stored;
        this.queue = queue;
        this.resumption = resumption;
        this.environment = environment;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(PAUSE, "runs to be stopped", this::look); }

    void look() {
        for (StopMarks.Marked marked : marks.take(environment.instanceId())) {
            if (marked.status().equals(RunStatus.PAUSED.wire())) {
                resumption.stop(marked.runId(), StopMarks.WHY);
            } else if (marked.status().equals(RunStatus.SCHEDULED.wire())) {
                stored.find(marked.runId()).ifPresent(queue::takeOverToStop);
            }
            registry.find(marked.runId()).ifPresent(run -> run.stop(StopMarks.WHY));
        }
    }
}
