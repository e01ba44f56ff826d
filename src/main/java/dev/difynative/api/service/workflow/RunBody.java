package dev.difynative.api.service.workflow;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.event.WorkflowEvent;
import dev.difynative.workflow.run.FinishedRun;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to a call that waited for its run. */
@RegisterForReflection(ignoreNested = false)
public record RunBody(UUID taskId, UUID workflowRunId, Data data) {

    /** {@code pausedNodes} and {@code reasons} are there only when the run waits for somebody. */
    public record Data(@JsonUnwrapped WorkflowEvent.Finished finished,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<String> pausedNodes,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<JsonNode> reasons) {

        public static Data of(FinishedRun run) {
            boolean paused = run.result().status() == RunStatus.PAUSED;
            return new Data(run.data(), paused ? run.result().pausedNodes() : null,
                    paused ? run.result().pauses().stream().map(RunResult.Pause::told).toList() : null);
        }
    }

    static RunBody of(FinishedRun run) { return new RunBody(run.run().taskId(), run.run().id(), Data.of(run)); }
}
