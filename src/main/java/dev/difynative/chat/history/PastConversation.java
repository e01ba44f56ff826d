package dev.difynative.chat.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.difynative.files.MessageFileRow;

/**
 * A conversation that was held elsewhere, with what was said in it.
 *
 * @param user
 *            what the caller of then named the end user
 * @param inputs
 *            the form as a JSON object
 */
public record PastConversation(UUID id, String user, String name, String inputs, String introduction, Instant createdAt,
        Instant updatedAt, List<PastMessage> messages) {

    /** A question and its answer; {@code error} is null unless the answer failed, {@code rating} null unless the user gave one. */
    public record PastMessage(UUID id, UUID parentId, String inputs, String query, String answer, String error, Cost cost,
            String metadata, String rating, Instant createdAt, List<MessageFileRow> files, List<PastThought> thoughts) {}

    /** One round of an agent; all but the position are as they are written in {@code message_agent_thoughts}. */
    public record PastThought(int position, String thought, String tool, String toolLabels, String toolInput, String observation,
            String files, Instant createdAt) {}

    public record Cost(String provider, String model, int questionTokens, int answerTokens, BigDecimal price, String currency,
            double seconds) {}
}
