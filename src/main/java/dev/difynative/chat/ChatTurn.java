package dev.difynative.chat;

import java.util.Map;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.journal.ConversationRow;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.chat.prompt.History;

/**
 * What is settled before an answer begins: the app as it was then, the question, and where the answer will be stored.
 *
 * @param newConversation
 *            the conversation that this turn begins, or null when it continues one
 */
public record ChatTurn(AppSnapshot app, ChatEvent.Envelope envelope, ConversationRow newConversation, MessageRow message,
        Question question, String user, boolean autoName) {

    /** What the model is to answer, with what was said before. */
    public record Question(String query, Map<String, Object> inputs, History history) {}
}
