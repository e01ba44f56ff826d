package dev.difynative.chat.conversation;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.difynative.chat.journal.ConversationRow;
import dev.difynative.chat.journal.MessageRow;

/** A question that a graph answers, on its way into the database. */
public final class GraphTurn {
    private final GraphTurns turns;
    private final ConversationRow conversation;
    private final MessageRow message;
    private CompletableFuture<Void> opened;

    GraphTurn(GraphTurns turns, ConversationRow conversation, MessageRow message) {
        this.turns = turns;
        this.conversation = conversation;
        this.message = message;
    }

    GraphTurn opened() {
        opened = CompletableFuture.completedFuture(null);
        return this;
    }

    public UUID conversationId() { return message.conversationId(); }

    public UUID messageId() { return message.id(); }

    /** Where the question came from. */
    public String source() { return message.sender().source(); }

    /** Whether the question begins its conversation. */
    public boolean beginsConversation() { return conversation != null; }

    /** Stores the message as being answered; completes when it is committed. */
    public synchronized CompletableFuture<Void> open() {
        if (opened == null) {
            opened = turns.open(conversation, message);
        }
        return opened;
    }

    /** Stores what was said so far. */
    public void grown(String answer) { turns.grown(message, answer); }

    /** Stores the answer. */
    public synchronized CompletableFuture<Void> close(GraphTurns.Answer answer) {
        boolean wasOpened = opened != null;
        CompletableFuture<Void> closed = turns.close(conversation, message, wasOpened, answer);
        opened = closed;
        return closed;
    }
}
