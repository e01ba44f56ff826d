package dev.difynative.chat.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.difynative.billing.LedgerBatch;
import dev.difynative.billing.UsageEntry;
import dev.difynative.files.MessageFileRow;

/** The SQL of the {@link Journal}: each kind of entry is collected into one JDBC batch, sent in the order rows depend on. */
public final class JournalStatements implements AutoCloseable {
    private static final String NEW_END_USER = """
            INSERT INTO end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id, type, session_id) DO NOTHING""";
    private static final String NEW_CONVERSATION = """
            INSERT INTO conversations (id, tenant_id, app_id, end_user_id, account_id, from_source, name, inputs, introduction,
                status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'normal', ?, ?)""";
    private static final String NEW_MESSAGE = """
            INSERT INTO messages (id, tenant_id, app_id, conversation_id, parent_message_id, end_user_id, account_id, from_source,
                inputs, query, model_provider, model_id, created_at, instance_id, answer, status, error, prompt_tokens,
                answer_tokens, total_price, currency, latency, metadata, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String NEW_FILE = """
            INSERT INTO message_files (id, tenant_id, message_id, type, transfer_method, url, upload_file_id, belongs_to, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String THOUGHT = """
            INSERT INTO message_agent_thoughts (id, tenant_id, message_id, position, thought, tool, tool_labels, tool_input,
                observation, files, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET thought = excluded.thought, tool = excluded.tool, tool_labels = excluded.tool_labels,
                tool_input = excluded.tool_input, observation = excluded.observation, files = excluded.files""";
    private static final String GROWN = "UPDATE messages SET answer = ?, updated_at = ? WHERE id = ? AND status = 'running'";
    private static final String GROWTH = """
            INSERT INTO answer_growth (instance_id, tick, message_ids, offsets, pieces) VALUES (?, ?, ?, ?, ?)""";
    private static final String OBSOLETE = "DELETE FROM answer_growth WHERE instance_id = ? AND tick <= ?";
    private static final String CLOSED = """
            UPDATE messages SET instance_id = ?, answer = ?, status = ?, error = ?, prompt_tokens = ?, answer_tokens = ?,
                total_price = ?, currency = ?, latency = ?, metadata = ?, updated_at = ? WHERE id = ?""";
    // Before the message is closed, and only if nobody has closed it before.
    private static final String CHARGED = LedgerBatch.insertFrom(
            """
            SELECT m.tenant_id, m.app_id, m.end_user_id, coalesce(m.model_provider || '/' || m.model_id, ''),
                (m.created_at AT TIME ZONE 'UTC')::date, ?, 1, ?, ?, ? FROM messages m WHERE m.id = ? AND m.status = 'running'""");
    private static final String CONVERSATION_USED = "UPDATE conversations SET updated_at = ? WHERE id = ?";
    private static final MessageRow.Outcome STILL_RUNNING = new MessageRow.Outcome("", "running", null, 0, 0, BigDecimal.ZERO,
            "USD", 0, null, null);

    private final Connection connection;
    private final List<PreparedStatement> inOrder = new ArrayList<>();
    private final LedgerBatch ledger = new LedgerBatch();
    private PreparedStatement newEndUser;
    private PreparedStatement newConversation;
    private PreparedStatement newMessage;
    private PreparedStatement newFile;
    private PreparedStatement thought;
    private PreparedStatement grown;
    private PreparedStatement growth;
    private PreparedStatement obsolete;
    private PreparedStatement charged;
    private PreparedStatement closed;
    private PreparedStatement conversationUsed;

    JournalStatements(Connection connection) { this.connection = connection; }

    void add(JournalEntry entry) throws SQLException {
        switch (entry) {
            case JournalEntry.EndUserSeen user -> {
                newEndUser = prepared(newEndUser, NEW_END_USER);
                new Binder(newEndUser).id(user.id()).id(user.tenantId()).id(user.appId()).text(user.type()).text(user.sessionId())
                        .truth(user.anonymous()).time(user.at()).add();
            }
            case JournalEntry.Opened opened ->
                insert(opened.conversation(), opened.message(), STILL_RUNNING, opened.instanceId());
            case JournalEntry.Whole whole -> {
                insert(whole.conversation(), whole.message(), whole.outcome(), null);
                if (whole.charged()) {
                    ledger.add(usage(whole.message(), whole.outcome()));
                }
            }
            case JournalEntry.Thought(ThoughtRow row) -> think(row);
            case JournalEntry.Attached part -> attach(part.tenantId(), part.messageId(), part.file(), part.at());
            case JournalEntry.Grown more -> {
                grown = prepared(grown, GROWN);
                new Binder(grown).text(more.answer()).time(more.at()).id(more.messageId()).add();
            }
            case JournalEntry.Growth all -> grow(all);
            case JournalEntry.Closed end -> {
                if (end.charged()) {
                    charged = prepared(charged, CHARGED);
                    MessageRow.Outcome outcome = end.outcome();
                    new Binder(charged).text(outcome.currency()).number(outcome.promptTokens()).number(outcome.answerTokens())
                            .money(outcome.totalPrice()).id(end.messageId()).add();
                }
                closed = prepared(closed, CLOSED);
                outcome(new Binder(closed).id(null), end.outcome()).id(end.messageId()).add();
                use(end.conversationId(), end.outcome().at());
            }
        }
    }

    void execute() throws SQLException {
        // Conversations before the messages that refer to them; what is updated may have been inserted in this very batch.
        for (PreparedStatement statement : new PreparedStatement[]{newEndUser, newConversation, newMessage, newFile, thought,
                grown, growth,
                obsolete, charged, closed, conversationUsed}) {
            if (statement != null) {
                statement.executeBatch();
            }
        }
        ledger.write(connection);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : inOrder) {
            statement.close();
        }
    }

    private void insert(ConversationRow conversation, MessageRow message, MessageRow.Outcome outcome, UUID instance)
            throws SQLException {
        MessageRow.Sender sender = message.sender();
        if (conversation == null) {
            use(message.conversationId(), message.createdAt());
        } else {
            newConversation = prepared(newConversation, NEW_CONVERSATION);
            new Binder(newConversation).id(conversation.id()).id(sender.tenantId()).id(sender.appId()).id(sender.endUserId())
                    .id(sender.accountId()).text(sender.source()).text(conversation.name()).text(conversation.inputs())
                    .text(conversation.introduction()).time(conversation.createdAt()).time(conversation.createdAt()).add();
        }
        newMessage = prepared(newMessage, NEW_MESSAGE);
        Binder binder = new Binder(newMessage).id(message.id()).id(sender.tenantId()).id(sender.appId())
                .id(message.conversationId()).id(message.parentId()).id(sender.endUserId()).id(sender.accountId())
                .text(sender.source()).text(message.inputs()).text(message.query()).text(message.provider())
                .text(message.model()).time(message.createdAt()).id(instance);
        outcome(binder, outcome.at() == null ? withTime(outcome, message.createdAt()) : outcome).add();
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

    private void attach(UUID tenantId, UUID messageId, MessageFileRow file, Instant at) throws SQLException {
        newFile = prepared(newFile, NEW_FILE);
        new Binder(newFile).id(file.id()).id(tenantId).id(messageId).text(file.type()).text(file.transferMethod())
                .text(file.url()).id(file.uploadFileId()).text(file.belongsTo()).time(at).add();
    }

    private void think(ThoughtRow row) throws SQLException {
        thought = prepared(thought, THOUGHT);
        new Binder(thought).id(row.id()).id(row.tenantId()).id(row.messageId()).number(row.position()).text(row.thought())
                .text(row.tool()).text(row.toolLabels()).text(row.toolInput()).text(row.observation()).text(row.files())
                .time(row.createdAt()).add();
    }

    private void grow(JournalEntry.Growth all) throws SQLException {
        List<JournalEntry.GrownPiece> pieces = all.pieces();
        if (!pieces.isEmpty()) {
            growth = prepared(growth, GROWTH);
            new Binder(growth).id(all.instanceId()).number(all.tick())
                    .array("uuid", pieces.stream().map(JournalEntry.GrownPiece::messageId).toArray())
                    .array("int4", pieces.stream().map(JournalEntry.GrownPiece::offset).toArray())
                    .array("text", pieces.stream().map(JournalEntry.GrownPiece::text).toArray()).add();
        }
        obsolete = prepared(obsolete, OBSOLETE);
        new Binder(obsolete).id(all.instanceId()).number(all.obsolete()).add();
    }

    private void use(UUID conversationId, Instant at) throws SQLException {
        conversationUsed = prepared(conversationUsed, CONVERSATION_USED);
        new Binder(conversationUsed).time(at).id(conversationId).add();
    }

    private static Binder outcome(Binder binder, MessageRow.Outcome outcome) throws SQLException {
        return binder.text(outcome.answer()).text(outcome.status()).text(outcome.error()).number(outcome.promptTokens())
                .number(outcome.answerTokens()).money(outcome.totalPrice()).text(outcome.currency())
                .real(outcome.latencySeconds()).text(outcome.metadata()).time(outcome.at());
    }

    private static MessageRow.Outcome withTime(MessageRow.Outcome outcome, Instant at) {
        return new MessageRow.Outcome(outcome.answer(), outcome.status(), outcome.error(), outcome.promptTokens(),
                outcome.answerTokens(), outcome.totalPrice(), outcome.currency(), outcome.latencySeconds(), outcome.metadata(),
                at);
    }

    private PreparedStatement prepared(PreparedStatement existing, String sql) throws SQLException {
        if (existing != null) {
            return existing;
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        inOrder.add(statement);
        return statement;
    }

    /** Binds values by position, left to right. */
    private static final class Binder {
        private final PreparedStatement statement;
        private int position;

        Binder(PreparedStatement statement) { this.statement = statement; }

        Binder id(UUID value) throws SQLException {
            statement.setObject(++position, value, java.sql.Types.OTHER);
            return this;
        }

        Binder text(String value) throws SQLException {
            // PostgreSQL's text holds every character but this one.
            statement.setString(++position, value == null || value.indexOf('\0') < 0 ? value : value.replace("\0", ""));
            return this;
        }

        Binder time(Instant value) throws SQLException {
            statement.setTimestamp(++position, Timestamp.from(value));
            return this;
        }

        Binder truth(boolean value) throws SQLException {
            statement.setBoolean(++position, value);
            return this;
        }

        Binder number(int value) throws SQLException {
            statement.setInt(++position, value);
            return this;
        }

        Binder number(long value) throws SQLException {
            statement.setLong(++position, value);
            return this;
        }

        Binder array(String type, Object[] values) throws SQLException {
            statement.setArray(++position, statement.getConnection().createArrayOf(type, values));
            return this;
        }

        Binder real(double value) throws SQLException {
            statement.setDouble(++position, value);
            return this;
        }

        Binder money(BigDecimal value) throws SQLException {
            statement.setBigDecimal(++position, value);
            return this;
        }

        public void add() throws SQLException { statement.addBatch(); }
    }
}
