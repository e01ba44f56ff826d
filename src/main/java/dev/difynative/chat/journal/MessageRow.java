package dev.difynative.chat.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.difynative.files.MessageFileRow;

/** What is written of a message when its answer begins. */
public record MessageRow(UUID id, UUID conversationId, UUID parentId, Sender sender, String inputs, String query, String provider,
        String model, List<MessageFileRow> files, Instant createdAt) {

    /** Whose message it is: an app's end user, or an account that tries the app out in the console. */
    public record Sender(UUID tenantId, UUID appId, UUID endUserId, UUID accountId, String source) {}

    /** What is written of it when the answer has ended. */
    public record Outcome(String answer, String status, String error, int promptTokens, int answerTokens, BigDecimal totalPrice,
            String currency, double latencySeconds, String metadata, Instant at) {}
}
