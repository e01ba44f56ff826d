package dev.difynative.workflow.run;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.workflow.run.journal.WorkflowRun;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A stored run as the Public API shows it; the inputs are JSON within a text, as in Dify. */
@RegisterForReflection
public record RunDetail(UUID id, UUID workflowId, String status, String inputs, @JsonRawValue String outputs, String error,
        int totalSteps, long totalTokens, Instant createdAt, Instant finishedAt, double elapsedTime, UUID taskId) {

    public static RunDetail of(WorkflowRun run) {
        return new RunDetail(run.id, run.workflowId, run.status, run.inputs, run.outputs, run.error, run.totalSteps,
                run.totalTokens, run.createdAt, run.finishedAt, run.elapsedTime, run.taskId);
    }
}
