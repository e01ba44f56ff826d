package dev.difynative.workflow.run.background;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.instance.Patrols;
import dev.difynative.workflow.run.RunResumption;
import dev.difynative.workflow.run.WorkflowConfig;
import dev.difynative.workflow.run.journal.NodeExecution;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/**
 * Takes care of the runs of processes that died; each instance looks for all of them. Those under way are closed as failed, those
 * that had not begun are begun by whoever has room, and paused ones go on when what they wait for was handed in and nobody noticed.
 */
@ApplicationScoped
public class AbandonedRuns {
    private static final Logger LOG = Logger.getLogger(AbandonedRuns.class);
    private static final String EXPLANATION = "The process that was running the workflow ended before the run was complete";
    private static final int AT_ONCE = 100;

    private final InstanceRegistry instances;
    private final StoredRuns stored;
    private final AsyncRuns queue;
    private final RunResumption resumption;
    private final RunClosing closing;
    private final WorkflowConfig config;
    private final Clock clock;
    private final Patrols patrols;

    AbandonedRuns(InstanceRegistry instances, StoredRuns stored, AsyncRuns queue, RunResumption resumption, RunClosing closing,
            WorkflowConfig config, Clock clock, Patrols patrols) {
        this.instances = instances;
        this.stored = stored;
        this.queue = queue;
        this.resumption = resumption;
        this.closing = closing;
        this.config = config;
        this.clock = clock;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(config.abandonedCheck(), "abandoned runs", this::look); }

    /** How many runs were closed. */
    public int look() {
        if (!instances.canJudge()) {
            return 0;
        }
        List<UUID> living = instances.liveInstances();
        List<UUID> dead = stored.claim(instances.id(), living, AT_ONCE);
        dead.forEach(this::close);
        stored.leaveToAny(living);
        queue.takeWaiting();
        stored.answered(AT_ONCE).forEach(resumption::goOn);
        if (!dead.isEmpty()) {
            LOG.infof("Closed %d runs of processes that are gone", dead.size());
        }
        return dead.size();
    }

    private void close(UUID id) {
        WorkflowRun run = stored.find(id).orElse(null);
        if (run != null) {
            QuarkusTransaction.requiringNew()
                    .run(() -> NodeExecution.closeRunning(run.tenantId, id, EXPLANATION, clock.instant()));
            closing.failed(run, EXPLANATION);
        }
    }
}
