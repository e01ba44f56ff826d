package dev.difynative.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.models.ChatMessage;
import dev.difynative.models.TokenCounter;

/** What was said before in a conversation, as far as it fits the model. */
@ApplicationScoped
class PastRounds {
    private static final int MOST_MESSAGES = 500;

    private final ChatConfig config;

    /** A conversation that goes on; {@code rounds} are questions and answers in turn, oldest first. */
    record Thread(UUID conversationId, String inputs, UUID lastMessageId, List<ChatMessage> rounds) {}

    PastRounds(ChatConfig config) { this.config = config; }

    @Transactional
    public Thread of(MessageRow.Sender sender, UUID conversationId) {
        Conversation conversation = Conversation.findOfUser(sender.tenantId(), sender.appId(), sender.endUserId(), conversationId)
                .orElseThrow(() -> ChatError.CONVERSATION_NOT_FOUND.because("Conversation not found"));
        List<Message> newestFirst = Message.newestAnswered(sender.tenantId(), conversationId, MOST_MESSAGES);
        UUID last = newestFirst.isEmpty() ? null : newestFirst.getFirst().id;
        return new Thread(conversationId, conversation.inputs, last, fitting(newestFirst, config.historyTokens()));
    }

    /** The newest rounds of at most {@code budget} tokens together, oldest first. */
    static List<ChatMessage> fitting(List<Message> newestFirst, int budget) {
        List<ChatMessage> rounds = new ArrayList<>();
        int left = budget;
        for (Message message : newestFirst) {
            left -= tokensAtMost(message.query, left) + tokensAtMost(message.answer, left);
            if (left < 0) {
                break;
            }
            rounds.add(ChatMessage.assistant(message.answer));
            rounds.add(ChatMessage.user(message.query));
        }
        return rounds.reversed();
    }

    /** The number of tokens; of a text that is short beside the budget its bytes, of which each token takes at least one. */
    private static int tokensAtMost(String text, int budget) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes < budget / 8 ? bytes : TokenCounter.count(text);
    }
}
