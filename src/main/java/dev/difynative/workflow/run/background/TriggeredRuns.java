package dev.difynative.workflow.run.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.PreparedRun;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.run.StartRun;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.input.RunInputs;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.value.Value;

/** Accepts the runs that triggers begin. */
@Singleton
public class TriggeredRuns {
    private final WorkflowRunner runner;
    private final AsyncRuns queue;
    private final RunInputs inputs;
    private final UploadFiles uploads;
    private final EndUsers endUsers;

    /** A run from one trigger on; {@code createdFrom} says of which kind it is. */
    public record Start(WorkflowSnapshot workflow, String nodeId, String createdFrom, Map<String, Object> inputs) {}

    TriggeredRuns(WorkflowRunner runner, AsyncRuns queue, RunInputs inputs, UploadFiles uploads, EndUsers endUsers) {
        this.runner = runner;
        this.queue = queue;
        this.inputs = inputs;
        this.uploads = uploads;
        this.endUsers = endUsers;
    }

    /** Returns when the run is stored. */
    public UUID submit(Start start) {
        try {
            return queue.submit(prepared(start), null).join().id();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    /** Stores the run in the caller's transaction; {@link #wake} is to be called after it. */
    public UUID store(Start start, Connection connection) throws SQLException {
        return queue.store(prepared(start), connection).id();
    }

    public void wake() { queue.takeWaiting(); }

    /** A stored file as a variable. */
    public Value file(UUID tenantId, UUID fileId) {
        return uploads.findAll(tenantId, List.of(fileId)).stream().findFirst().map(file -> inputs.stored(tenantId, file))
                .orElse(Value.NOTHING);
    }

    private PreparedRun prepared(Start start) {
        UUID tenant = start.workflow().tenantId();
        UUID app = start.workflow().appId();
        RunCaller caller = RunCaller.endUser(tenant, app, endUsers.idOf(tenant, app, null), EndUsers.ANONYMOUS);
        return runner.prepare(new StartRun(start.workflow(), caller, start.inputs(), List.of(), RunIdentity.APP_RUN,
                start.createdFrom(), start.nodeId()));
    }
}
