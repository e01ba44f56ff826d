package dev.difynative.chat.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.difynative.billing.LedgerBatch;
import dev.difynative.billing.UsageEntry;
import dev.difynative.files.MessageFileRow;
import dev.difynative.platform.persistence.ArrayRows;
import dev.difynative.platform.persistence.RowWriter;
import dev.difynative.platform.persistence.WriteBatch;

/**
 * The SQL of the {@link Journal}. New rows of all tables travel together; each other statement is one JDBC batch, sent after
 * them in the order in which they depend on each other.
 */
public final class JournalStatements implements AutoCloseable {
    private static final ArrayRows.Columns END_USERS = new ArrayRows.Columns("end_users", """
            id uuid, tenant_id uuid, app_id uuid, type text, session_id text, is_anonymous boolean, created_at timestamptz""",
            "ON CONFLICT (app_id, type, session_id) DO NOTHING");
    private static final ArrayRows.Columns CONVERSATIONS = new ArrayRows.Columns("conversations", """
            id uuid, tenant_id uuid, app_id uuid, end_user_id uuid, account_id uuid, from_source text, name text, inputs text,
            introduction text, status text, created_at timestamptz, updated_at timestamptz""");
    private static final ArrayRows.Columns MESSAGES = new ArrayRows.Columns("messages", """
            id uuid, tenant_id uuid, app_id uuid, conversation_id uuid, parent_message_id uuid, end_user_id uuid, account_id uuid,
            from_source text, inputs text, query text, model_provider text, model_id text, created_at timestamptz,
            instance_id uuid, answer text, status text, error text, prompt_tokens integer, answer_tokens integer,
            total_price numeric, currency text, latency double precision, metadata text, updated_at timestamptz,
            text_marks bytea""");
    private static final ArrayRows.Columns FILES = new ArrayRows.Columns("message_files", """
            id uuid, tenant_id uuid, message_id uuid, type text, transfer_method text, url text, upload_file_id uuid,
            belongs_to text, created_at timestamptz""");
    private static final String THOUGHT = """
            INSERT INTO message_agent_thoughts (id, tenant_id, message_id, position, thought, tool, tool_labels, tool_input,
                observation, files, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET thought = excluded.thought, tool = excluded.tool, tool_labels = excluded.tool_labels,
                tool_input = excluded.tool_input, observation = excluded.observation, files = excluded.files""";
    private static final String SPENT = """
            UPDATE messages SET prompt_tokens = ?, answer_tokens = ?, total_price = ?, currency = ?
            WHERE id = ? AND status = 'running'""";
    private static final String GROWN = """
            UPDATE messages SET answer = ?, updated_at = ?, text_marks = NULL WHERE id = ? AND status = 'running'""";
    private static final String GROWTH = """
            INSERT INTO answer_growth (instance_id, tick, message_ids, offsets, pieces) VALUES (?, ?, ?, ?, ?)""";
    private static final String OBSOLETE = "DELETE FROM answer_growth WHERE instance_id = ? AND tick <= ?";
    private static final String CLOSED = """
            UPDATE messages SET instance_id = ?, answer = ?, status = ?, error = ?, prompt_tokens = ?, answer_tokens = ?,
                total_price = ?, currency = ?, latency = ?, metadata = ?, updated_at = ?, text_marks = ? WHERE id = ?""";
    // Before the message is closed, and only if nobody has closed it before.
    private static final String CHARGED = LedgerBatch.insertFrom(
            """
            SELECT m.tenant_id, m.app_id, m.end_user_id, coalesce(m.model_provider || '/' || m.model_id, ''),
                (m.created_at AT TIME ZONE 'UTC')::date, ?, 1, ?, ?, ? FROM messages m WHERE m.id = ? AND m.status = 'running'""");
    private static final String CONVERSATION_USED = "UPDATE conversations SET updated_at = ? WHERE id = ?";
    private static final MessageRow.Outcome STILL_RUNNING = new MessageRow.Outcome("", "running", null, 0, 0, BigDecimal.ZERO,
            "USD", 0, null, null);

    private final WriteBatch batch;
    private final ArrayRows endUsers = new ArrayRows(END_USERS);
    private final ArrayRows conversations = new ArrayRows(CONVERSATIONS);
    private final ArrayRows messages = new ArrayRows(MESSAGES);
    private final ArrayRows files = new ArrayRows(FILES);
    private final LedgerBatch ledger = new LedgerBatch();

    JournalStatements(Connection connection) { this.batch = new WriteBatch(connection); }

    void add(JournalEntry entry) throws SQLException {
        switch (entry) {
            case JournalEntry.EndUserSeen user -> endUsers.id(user.id()).id(user.tenantId()).id(user.appId()).text(user.type())
                    .text(user.sessionId()).flag(user.anonymous()).time(user.at()).end();
            case JournalEntry.Opened opened ->
                insert(opened.conversation(), opened.message(), STILL_RUNNING, opened.instanceId(), null);
            case JournalEntry.Whole whole -> {
                insert(whole.conversation(), whole.message(), whole.outcome(), null,
                        TextMarks.of(whole.message().query(), whole.outcome().answer()));
                if (whole.charged()) {
                    ledger.add(usage(whole.message(), whole.outcome()));
                }
            }
            case JournalEntry.Thought(ThoughtRow row) -> think(row);
            case JournalEntry.Spent some -> batch.row(SPENT).integer(some.promptTokens()).integer(some.answerTokens())
                    .money(some.totalPrice()).text(some.currency()).id(some.messageId()).end();
            case JournalEntry.Attached part -> attach(part.tenantId(), part.messageId(), part.file(), part.at());
            case JournalEntry.Grown more ->
                batch.row(GROWN).text(more.answer()).time(more.at()).id(more.messageId()).end();
            case JournalEntry.Growth all -> grow(all);
            case JournalEntry.Closed end -> {
                if (end.charged()) {
                    MessageRow.Outcome outcome = end.outcome();
                    batch.row(CHARGED).text(outcome.currency()).integer(outcome.promptTokens()).integer(outcome.answerTokens())
                            .money(outcome.totalPrice()).id(end.messageId()).end();
                }
                outcome(batch.row(CLOSED).id(null), end.outcome())
                        .bytes(end.query() == null ? null : TextMarks.of(end.query(), end.outcome().answer()))
                        .id(end.messageId()).end();
                use(end.conversationId(), end.outcome().at());
            }
        }
    }

    void execute() throws SQLException {
        // Conversations before the messages that refer to them; what is updated may have been inserted in this very batch.
        batch.write(List.of(endUsers, conversations, messages, files, ledger.rows()),
                List.of(THOUGHT, SPENT, GROWN, GROWTH, OBSOLETE, CHARGED, CLOSED, CONVERSATION_USED));
    }

    @Override
    public void close() throws SQLException { batch.close(); }

    private void insert(ConversationRow conversation, MessageRow message, MessageRow.Outcome outcome, UUID instance,
            byte[] marks) throws SQLException {
        MessageRow.Sender sender = message.sender();
        if (conversation == null) {
            use(message.conversationId(), message.createdAt());
        } else {
            conversations.id(conversation.id()).id(sender.tenantId()).id(sender.appId()).id(sender.endUserId())
                    .id(sender.accountId()).text(sender.source()).text(conversation.name()).text(conversation.inputs())
                    .text(conversation.introduction()).text("normal").time(conversation.createdAt())
                    .time(conversation.createdAt()).end();
        }
        RowWriter row = messages.id(message.id()).id(sender.tenantId()).id(sender.appId()).id(message.conversationId())
                .id(message.parentId()).id(sender.endUserId()).id(sender.accountId()).text(sender.source())
                .text(message.inputs()).text(message.query()).text(message.provider()).text(message.model())
                .time(message.createdAt()).id(instance);
        outcome(row, outcome.at() == null ? withTime(outcome, message.createdAt()) : outcome).bytes(marks).end();
        for (MessageFileRow file : message.files()) {
            attach(sender.tenantId(), message.id(), file, message.createdAt());
        }
    }

    private static UsageEntry usage(MessageRow message, MessageRow.Outcome outcome) {
        MessageRow.Sender sender = message.sender();
        return new UsageEntry(new UsageEntry.Place(sender.tenantId(), sender.appId(), sender.endUserId(),
                message.provider() == null ? "" : message.provider() + "/" + message.model(),
                UsageEntry.day(message.createdAt()), outcome.currency()), 1, outcome.promptTokens(), outcome.answerTokens(),
                outcome.totalPrice());
    }

    private void attach(UUID tenantId, UUID messageId, MessageFileRow file, Instant at) {
        files.id(file.id()).id(tenantId).id(messageId).text(file.type()).text(file.transferMethod()).text(file.url())
                .id(file.uploadFileId()).text(file.belongsTo()).time(at).end();
    }

    private void think(ThoughtRow row) throws SQLException {
        batch.row(THOUGHT).id(row.id()).id(row.tenantId()).id(row.messageId()).integer(row.position()).text(row.thought())
                .text(row.tool()).text(row.toolLabels()).text(row.toolInput()).text(row.observation()).text(row.files())
                .time(row.createdAt()).end();
    }

    private void grow(JournalEntry.Growth all) throws SQLException {
        List<JournalEntry.GrownPiece> pieces = all.pieces();
        if (!pieces.isEmpty()) {
            batch.row(GROWTH).id(all.instanceId()).number(all.tick())
                    .array("uuid", pieces.stream().map(JournalEntry.GrownPiece::messageId).toArray())
                    .array("int4", pieces.stream().map(JournalEntry.GrownPiece::offset).toArray())
                    .array("text", pieces.stream().map(JournalEntry.GrownPiece::text).toArray()).end();
        }
        batch.row(OBSOLETE).id(all.instanceId()).number(all.obsolete()).end();
    }

    private void use(UUID conversationId, Instant at) throws SQLException {
        batch.row(CONVERSATION_USED).time(at).id(conversationId).end();
    }

    private static RowWriter outcome(RowWriter row, MessageRow.Outcome outcome) throws SQLException {
        return row.text(outcome.answer()).text(outcome.status()).text(outcome.error()).integer(outcome.promptTokens())
                .integer(outcome.answerTokens()).money(outcome.totalPrice()).text(outcome.currency())
                .real(outcome.latencySeconds()).text(outcome.metadata()).time(outcome.at());
    }

    private static MessageRow.Outcome withTime(MessageRow.Outcome outcome, Instant at) {
        return new MessageRow.Outcome(outcome.answer(), outcome.status(), outcome.error(), outcome.promptTokens(),
                outcome.answerTokens(), outcome.totalPrice(), outcome.currency(), outcome.latencySeconds(), outcome.metadata(),
                at);
    }
}
