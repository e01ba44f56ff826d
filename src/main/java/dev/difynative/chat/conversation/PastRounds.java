package dev.difynative.chat.conversation;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.chat.prompt.History;

/** What was said before in a conversation, as far as it fits the model. */
@ApplicationScoped
public class PastRounds {
    private static final int MOST_MESSAGES = 500;

    /** A conversation that goes on. */
    public record Thread(UUID conversationId, String inputs, UUID lastMessageId, History history) {}

    /** {@code budget} is the most tokens that its history may have. */
    @Transactional
    public Thread of(MessageRow.Sender sender, UUID conversationId, int budget) {
        Conversation conversation = (sender.accountId() == null
                ? Conversation.findOfUser(sender.tenantId(), sender.appId(), sender.endUserId(), conversationId)
                : Conversation.findOfAccount(sender.tenantId(), sender.appId(), sender.accountId(), conversationId))
                .orElseThrow(() -> ChatError.CONVERSATION_NOT_FOUND.because("Conversation not found"));
        List<Message> newestFirst = Message.newestAnswered(sender.tenantId(), conversationId, MOST_MESSAGES);
        UUID last = newestFirst.isEmpty() ? null : newestFirst.getFirst().id;
        History history = new History(newestFirst.stream()
                .map(message -> new History.Round(message.query, message.answer, message.answerTokens)).toList());
        return new Thread(conversationId, conversation.inputs, last, history.fitting(budget));
    }
}
