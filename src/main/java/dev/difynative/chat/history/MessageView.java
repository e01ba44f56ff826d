package dev.difynative.chat.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.agent.AgentThoughtView;
import dev.difynative.chat.conversation.Message;
import dev.difynative.files.MessageFileView;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A question with its answer as its end user sees it. */
@RegisterForReflection(ignoreNested = false)
public record MessageView(@JsonUnwrapped Turn turn, List<MessageFileView> messageFiles, Feedback feedback,
        JsonNode retrieverResources, List<AgentThoughtView> agentThoughts, List<JsonNode> extraContents, String status,
        String error,
        Instant createdAt, @JsonUnwrapped Cost cost) {
    private static final String NORMAL = "normal";
    /** The states that its user sees; that an answer is under way, or was stopped, is nothing else than that it is normal. */
    private static final Set<String> SHOWN = Set.of("error", "paused");

    /** What was said. */
    public record Turn(UUID id, UUID conversationId, UUID parentMessageId, JsonNode inputs, String query, String answer) {}

    /** What the end user thinks of it. */
    public record Feedback(String rating) {}

    public record Cost(int messageTokens, int answerTokens, int totalTokens, double providerResponseLatency, String totalPrice,
            String currency) {

        static Cost of(Message message) {
            return new Cost(message.promptTokens, message.answerTokens, message.promptTokens + message.answerTokens,
                    message.latency, plain(message.totalPrice), message.currency);
        }

        /** As the usage in the answer itself is written. */
        private static String plain(BigDecimal price) {
            return price.signum() == 0 ? "0" : price.toPlainString();
        }
    }

    /** {@code links} makes the links to files in a text good again. */
    static MessageView of(Message message, List<MessageFileView> files, List<AgentThoughtView> thoughts,
            List<JsonNode> forms, String rating, StoredJson json, UnaryOperator<String> links) {
        Turn turn = new Turn(message.id, message.conversationId, message.parentMessageId,
                json.object(links.apply(message.inputs)), message.query, links.apply(message.answer));
        return new MessageView(turn, files, rating == null ? null : new Feedback(rating),
                json.array(message.metadata, "retriever_resources"), thoughts, forms,
                SHOWN.contains(message.status) ? message.status : NORMAL, message.error, message.createdAt, Cost.of(message));
    }
}
