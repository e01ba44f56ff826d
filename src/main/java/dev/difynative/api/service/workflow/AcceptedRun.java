package dev.difynative.api.service.workflow;

import java.util.UUID;

import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.journal.RunIdentity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to a call that does not wait for its run. */
@RegisterForReflection
public record AcceptedRun(UUID workflowRunId, UUID taskId, String status) {

    static AcceptedRun of(RunIdentity run) { return new AcceptedRun(run.id(), run.taskId(), RunStatus.SCHEDULED.wire()); }
}
