package dev.difynative.chat.logs;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A conversation as the app's developers see it; {@code message} is the only one of a completion app, else left out. */
@RegisterForReflection(ignoreNested = false)
public record ConversationLog(UUID id, String name, String summary, String status, @JsonUnwrapped Origin origin, Instant readAt,
        Instant createdAt, Instant updatedAt, boolean annotated, JsonNode inputs, String introduction,
        @JsonUnwrapped Figures figures, @JsonInclude(JsonInclude.Include.NON_NULL) Exchange message) {

    /** Whose it is. */
    public record Origin(String fromSource, UUID fromEndUserId, String fromEndUserSessionId, UUID fromAccountId,
            String fromAccountName) {}

    public record Figures(int messageCount, Ratings userFeedbackStats, Ratings adminFeedbackStats, StatusCount statusCount) {}

    public record Ratings(int like, int dislike) {}

    public record StatusCount(int success, int failed, int partialSuccess, int paused) {}

    public record Exchange(UUID id, JsonNode inputs, String query, String answer) {}
}
