package dev.difynative.chat.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.difynative.files.MessageFileRow;

/** One thing to be stored by the {@link Journal}. */
public sealed interface JournalEntry {

    /** Something that belongs to a message which has been opened. */
    sealed interface Part extends JournalEntry {}

    /** What an agent thought and did in a round, stored when it begins to act and again when it has acted. */
    record Thought(ThoughtRow thought) implements Part {}

    /** What the parts of an answer have cost so far, to be charged should its process die. */
    record Spent(UUID messageId, int promptTokens, int answerTokens, BigDecimal totalPrice, String currency)
            implements
                JournalEntry {}

    /** A file has become part of a message. */
    record Attached(UUID tenantId, UUID messageId, MessageFileRow file, Instant at) implements Part {}

    /** Somebody uses an app for the first time. */
    record EndUserSeen(UUID id, UUID tenantId, UUID appId, String type, String sessionId, boolean anonymous, Instant at)
            implements
                JournalEntry {}

    /** An answer has begun; {@code conversation} is null when the message continues one. */
    record Opened(ConversationRow conversation, MessageRow message, UUID instanceId) implements JournalEntry {}

    /** An answer has grown. */
    record Grown(UUID messageId, String answer, Instant at) implements JournalEntry {}

    /**
     * Answers of this process have grown since the last tick, all in one row; the rows of ticks up to {@code obsolete} are no
     * longer needed.
     */
    record Growth(UUID instanceId, long tick, List<GrownPiece> pieces, long obsolete) implements JournalEntry {}

    /** A piece that an answer has grown by, and where it belongs, in code points, as PostgreSQL counts characters. */
    record GrownPiece(UUID messageId, int offset, String text) {}

    /**
     * An answer that was opened has ended; {@code query} is the question, null when an earlier process had it, and
     * {@code charged} unless its usage is that of a run, which is charged itself.
     */
    record Closed(UUID messageId, UUID conversationId, String query, MessageRow.Outcome outcome,
            boolean charged) implements JournalEntry {}

    /** An answer has begun and ended before it was worth opening. */
    record Whole(ConversationRow conversation, MessageRow message, MessageRow.Outcome outcome, boolean charged)
            implements
                JournalEntry {}
}
