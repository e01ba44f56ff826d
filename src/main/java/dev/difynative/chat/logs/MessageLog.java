package dev.difynative.chat.logs;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.agent.AgentThoughtView;
import dev.difynative.files.MessageFileView;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A question with its answer as the app's developers see it. */
@RegisterForReflection(ignoreNested = false)
public record MessageLog(@JsonUnwrapped Turn turn, @JsonUnwrapped Cost cost, @JsonUnwrapped Origin origin,
        List<FeedbackLog> feedbacks, Annotated annotation, List<MessageFileView> messageFiles,
        List<AgentThoughtView> agentThoughts,
        JsonNode metadata, String status, String error, UUID workflowRunId, Instant createdAt) {

    public record Turn(UUID id, UUID conversationId, UUID parentMessageId, JsonNode inputs, String query, String answer) {}

    public record Cost(int messageTokens, int answerTokens, double providerResponseLatency, String totalPrice, String currency,
            String modelProvider, String modelId) {}

    public record Origin(String fromSource, UUID fromEndUserId, UUID fromAccountId) {}

    public record FeedbackLog(String rating, String content, String fromSource, UUID fromEndUserId, UUID fromAccountId) {}

    /** The answer that somebody has written in its place. */
    public record Annotated(UUID id, String question, String content, Instant createdAt) {}
}
