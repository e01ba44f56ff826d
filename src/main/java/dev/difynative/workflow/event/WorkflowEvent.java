package dev.difynative.workflow.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.event.StreamEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the stream of a workflow or chatflow says, as published Dify clients read it. Components that hold user data are JSON
 * texts, written as they are.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@RegisterForReflection(ignoreNested = false)
public sealed interface WorkflowEvent extends StreamEvent {

    /**
     * What each event carries; the first three are left out outside of conversations.
     *
     * @param eventId
     *            counts the events of a run from 1; a reader that was cut off reads on from the last one it has seen
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Envelope(UUID conversationId, UUID messageId, Long createdAt, UUID taskId, UUID workflowRunId, int eventId) {}

    @JsonTypeName("workflow_started")
    record WorkflowStarted(@JsonUnwrapped Envelope envelope, Started data) implements WorkflowEvent {}

    record Started(UUID id, UUID workflowId, @JsonRawValue String inputs, long createdAt, String reason) {}

    @JsonTypeName("node_started")
    record NodeStarted(@JsonUnwrapped Envelope envelope, String nodeId, String nodeType, String title, NodeStart data)
            implements
                WorkflowEvent {}

    /** The beginning of a node's execution. */
    record NodeStart(String id, String nodeId, String nodeType, String title, int index, String predecessorNodeId,
            @JsonRawValue String inputs, boolean inputsTruncated, long createdAt, Map<String, String> extras, String iterationId,
            String loopId, @JsonInclude(JsonInclude.Include.NON_NULL) AgentStrategy agentStrategy) {}

    /** How an agent works; {@code icon} is null, because strategies are not plugins here. */
    record AgentStrategy(String name, String icon) {}

    @JsonTypeName("node_finished")
    record NodeFinished(@JsonUnwrapped Envelope envelope, String nodeId, String nodeType, String title, String status,
            @JsonRawValue String outputs, NodeEnd data) implements WorkflowEvent {}

    @JsonTypeName("node_retry")
    record NodeRetry(@JsonUnwrapped Envelope envelope, String nodeId, String nodeType, String title, NodeEnd data)
            implements
                WorkflowEvent {}

    /** The end of a node's execution, or of one attempt at it. */
    record NodeEnd(@JsonUnwrapped NodeStart start, @JsonRawValue String processData, boolean processDataTruncated,
            @JsonRawValue String outputs, boolean outputsTruncated, String status, String error, double elapsedTime,
            JsonNode executionMetadata, long finishedAt, @JsonRawValue String files,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer retryIndex) {}

    @JsonTypeName("text_chunk")
    record TextChunk(@JsonUnwrapped Envelope envelope, String nodeId, String text, Chunk data) implements WorkflowEvent {}

    record Chunk(String text, List<String> fromVariableSelector) {}

    /** All text so far is to be replaced. */
    @JsonTypeName("text_replace")
    record TextReplace(@JsonUnwrapped Envelope envelope, Replacement data) implements WorkflowEvent {}

    record Replacement(String text) {}

    /** A piece of a chatflow's answer. */
    @JsonTypeName("message")
    record Message(@JsonUnwrapped Envelope envelope, UUID id, String answer, List<String> fromVariableSelector)
            implements
                WorkflowEvent {}

    @JsonTypeName("message_end")
    record MessageEnd(@JsonUnwrapped Envelope envelope, UUID id, @JsonRawValue String metadata, @JsonRawValue String files)
            implements
                WorkflowEvent {}

    /** A piece of the answer as it sounds: MP3 in Base64. */
    @JsonTypeName("tts_message")
    record TtsMessage(@JsonUnwrapped Envelope envelope, String audio) implements WorkflowEvent {}

    @JsonTypeName("tts_message_end")
    record TtsMessageEnd(@JsonUnwrapped Envelope envelope, String audio) implements WorkflowEvent {}

    /** The whole answer so far is to be replaced. */
    @JsonTypeName("message_replace")
    record MessageReplace(@JsonUnwrapped Envelope envelope, String answer, String reason) implements WorkflowEvent {}

    @JsonTypeName("reasoning_chunk")
    record ReasoningChunk(@JsonUnwrapped Envelope envelope, Reasoning data) implements WorkflowEvent {}

    record Reasoning(UUID messageId, String reasoning, String nodeId, boolean isFinal) {}

    @JsonTypeName("iteration_started")
    record IterationStarted(@JsonUnwrapped Envelope envelope, ContainerStart data) implements WorkflowEvent {}

    @JsonTypeName("iteration_next")
    record IterationNext(@JsonUnwrapped Envelope envelope, Round data) implements WorkflowEvent {}

    @JsonTypeName("iteration_completed")
    record IterationCompleted(@JsonUnwrapped Envelope envelope, ContainerEnd data) implements WorkflowEvent {}

    @JsonTypeName("loop_started")
    record LoopStarted(@JsonUnwrapped Envelope envelope, ContainerStart data) implements WorkflowEvent {}

    @JsonTypeName("loop_next")
    record LoopNext(@JsonUnwrapped Envelope envelope, Round data) implements WorkflowEvent {}

    @JsonTypeName("loop_completed")
    record LoopCompleted(@JsonUnwrapped Envelope envelope, ContainerEnd data) implements WorkflowEvent {}

    /** The beginning of an iteration or loop; {@code id} is the node's, as in Dify. */
    record ContainerStart(String id, String nodeId, String nodeType, String title, long createdAt, Map<String, String> extras,
            Map<String, Integer> metadata, @JsonRawValue String inputs, boolean inputsTruncated) {}

    record Round(String id, String nodeId, String nodeType, String title, int index, long createdAt, Map<String, String> extras,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> preLoopOutput) {}

    record ContainerEnd(@JsonUnwrapped ContainerStart start, @JsonRawValue String outputs, boolean outputsTruncated,
            String status, String error, double elapsedTime, long totalTokens, JsonNode executionMetadata, long finishedAt,
            int steps) {}

    @JsonTypeName("agent_log")
    record AgentLog(@JsonUnwrapped Envelope envelope, LogEntry data) implements WorkflowEvent {}

    record LogEntry(String nodeExecutionId, String id, String label, String parentId, String error, String status, JsonNode data,
            Map<String, JsonNode> metadata, String nodeId) {}

    /** A node waits for somebody; {@code data} is the node's own account of it. */
    @JsonTypeName("human_input_required")
    record HumanInputRequired(@JsonUnwrapped Envelope envelope, JsonNode data) implements WorkflowEvent {}

    @JsonTypeName("human_input_form_filled")
    record HumanInputFormFilled(@JsonUnwrapped Envelope envelope, JsonNode data) implements WorkflowEvent {}

    @JsonTypeName("human_input_form_timeout")
    record HumanInputFormTimeout(@JsonUnwrapped Envelope envelope, JsonNode data) implements WorkflowEvent {}

    @JsonTypeName("workflow_paused")
    record WorkflowPaused(@JsonUnwrapped Envelope envelope, Paused data) implements WorkflowEvent {}

    record Paused(UUID workflowRunId, List<String> pausedNodes, @JsonRawValue String outputs, List<JsonNode> reasons,
            String status, long createdAt, double elapsedTime, long totalTokens, int totalSteps) {}

    @JsonTypeName("workflow_finished")
    record WorkflowFinished(@JsonUnwrapped Envelope envelope, Finished data) implements WorkflowEvent {}

    record Finished(UUID id, UUID workflowId, String status, @JsonRawValue String outputs,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean outputsTruncated, String error, double elapsedTime,
            long totalTokens, int totalSteps, Map<String, String> createdBy, long createdAt, long finishedAt, int exceptionsCount,
            @JsonRawValue String files) {}

    @JsonTypeName("error")
    record Error(@JsonUnwrapped Envelope envelope, int status, String code, String message) implements WorkflowEvent {}
}
