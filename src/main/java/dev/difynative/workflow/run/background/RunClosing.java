package dev.difynative.workflow.run.background;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.run.LiveRun;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.RunJournal;
import dev.difynative.workflow.run.journal.RunLedger;
import dev.difynative.workflow.run.journal.RunProgress;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import dev.difynative.workflow.run.stream.EventFrames;
import dev.difynative.workflow.run.stream.Masking;
import dev.difynative.workflow.run.stream.Starters;

/** Ends stored runs that cannot be gone on with. */
@Singleton
class RunClosing {
    private final InstanceRegistry instances;
    private final StoredRuns stored;
    private final RunJournal journal;
    private final ObjectMapper json;
    private final Clock clock;
    private final Starters starters;

    RunClosing(InstanceRegistry instances, StoredRuns stored, RunJournal journal, ObjectMapper json, Clock clock,
            Starters starters) {
        this.instances = instances;
        this.stored = stored;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        this.starters = starters;
    }

    /** Ends a stored run as failed, its event stream included. */
    void failed(WorkflowRun run, String why) {
        WorkflowSnapshot workflow = new WorkflowSnapshot(run.workflowId, run.tenantId, run.appId, run.version,
                json.createObjectNode(), json.createObjectNode(), json.createArrayNode(), json.createArrayNode());
        RunIdentity identity = StoredRuns.identity(run, workflow);
        double seconds = (clock.millis() - run.createdAt.toEpochMilli()) / 1e3;
        RunResult result = new RunResult(RunStatus.FAILED, Map.of(), why, "Abandoned", Spending.NONE, run.totalSteps, 0, seconds,
                List.of(), null);
        RunLedger ledger = RunLedger.continued(identity, instances.id(), stored.lastEvent(run.id) + 1);
        EventFrames frames = new EventFrames(json, identity, Masking.NONE, UnaryOperator.identity(),
                starters.of(identity.scope()));
        ledger.progress(new RunProgress(RunStatus.FAILED, null, why, seconds, Spending.NONE, run.totalSteps, 0, clock.instant()));
        ledger.frame(frames.finished(ledger.nextEvent(), result, null, clock.instant()));
        if (run.conversationId != null) {
            ledger.frame(frames.error(ledger.nextEvent(), LiveRun.failure(result)));
        }
        journal.save(ledger).join();
    }
}
