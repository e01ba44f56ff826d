package dev.difynative.workflow.run;

import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.workflow.run.journal.WorkflowRun;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A stored run as the Public API shows it; the inputs are JSON within a text, as in Dify. */
@RegisterForReflection
public record RunDetail(UUID id, UUID workflowId, String status, String inputs, @JsonRawValue String outputs, String error,
        int totalSteps, long totalTokens, Instant createdAt, Instant finishedAt, double elapsedTime, UUID taskId) {

    /** {@code links} makes the links to files in a text good again. */
    public static RunDetail of(WorkflowRun run, UnaryOperator<String> links) {
        return new RunDetail(run.id, run.workflowId, run.status, links.apply(run.inputs), links.apply(run.outputs), run.error,
                run.totalSteps,
                run.totalTokens, run.createdAt, run.finishedAt, run.elapsedTime, run.taskId);
    }
}
