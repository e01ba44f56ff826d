package dev.difynative.api.service.chat;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.api.service.workflow.RunBody;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.FinishedRun;
import dev.difynative.workflow.run.WorkflowRunner;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A chatflow's answer to a caller who waited for it; {@code data} is there only when the run waits for somebody, whose answer
 * will be a part of this one.
 */
@RegisterForReflection
public record ChatflowBody(String event, UUID taskId, UUID id, UUID messageId, UUID conversationId, UUID workflowRunId,
        String mode,
        String answer, @JsonRawValue String metadata, long createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) RunBody.Data data) {

    static ChatflowBody of(FinishedRun run) {
        if (run.result().status() == RunStatus.FAILED) {
            throw WorkflowRunner.failure(run);
        }
        boolean paused = run.result().status() == RunStatus.PAUSED;
        UUID message = run.run().scope().messageId();
        return new ChatflowBody(paused ? "workflow_paused" : "message", run.run().taskId(), message, message,
                run.run().scope().conversationId(), run.run().id(), "advanced-chat", run.answer(), run.metadata(),
                run.run().createdAt().getEpochSecond(), paused ? RunBody.Data.of(run) : null);
    }
}
