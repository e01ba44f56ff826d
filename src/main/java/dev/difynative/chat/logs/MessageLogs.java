package dev.difynative.chat.logs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.agent.AgentThoughtView;
import dev.difynative.chat.agent.AgentThoughts;
import dev.difynative.chat.history.MessageFeedback;
import dev.difynative.chat.history.Rating;
import dev.difynative.chat.history.StoredJson;
import dev.difynative.files.FileLinks;
import dev.difynative.files.MessageFileView;
import dev.difynative.files.MessageFiles;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.Limit;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlRows;

/** The messages of an app as its developers see and judge them. */
@ApplicationScoped
public class MessageLogs {
    private static final int MAX_LIMIT = 100;
    private static final String COLUMNS = """
            SELECT m.id, m.conversation_id, m.parent_message_id, m.inputs, m.query, m.answer, m.prompt_tokens, m.answer_tokens,
                m.latency, m.total_price, m.currency, m.model_provider, m.model_id, m.from_source, m.end_user_id, m.account_id,
                m.metadata, m.status, m.error, m.created_at, a.id, a.question, a.content, a.created_at,
                EXISTS (SELECT 1 FROM message_feedbacks f WHERE f.message_id = m.id),
                EXISTS (SELECT 1 FROM message_files f WHERE f.message_id = m.id),
                EXISTS (SELECT 1 FROM message_agent_thoughts t WHERE t.message_id = m.id)
            FROM messages m LEFT JOIN annotations a ON a.message_id = m.id
            WHERE m.tenant_id = ? AND m.app_id = ?""";
    private static final String FEEDBACKS = """
            SELECT message_id, rating, content, from_source, from_end_user_id, from_account_id FROM message_feedbacks
            WHERE message_id = ANY (?) ORDER BY created_at, id""";

    private final SqlRows rows;
    private final MessageFiles files;
    private final AgentThoughts thoughts;
    private final StoredJson json;
    private final FileLinks links;
    private final Clock clock;

    MessageLogs(SqlRows rows, MessageFiles files, AgentThoughts thoughts, StoredJson json, FileLinks links, Clock clock) {
        this.rows = rows;
        this.files = files;
        this.thoughts = thoughts;
        this.json = json;
        this.links = links;
        this.clock = clock;
    }

    /** A message, and which of its things lie in other tables: most have none there to be looked for. */
    private record Found(MessageLog message, boolean rated, boolean hasFiles, boolean hasThoughts) {
        UUID id() { return message.turn().id(); }
    }

    /** The newest messages of a conversation, or the newest of those older than {@code firstId}; the oldest first. */
    public Slice<MessageLog> list(UUID tenantId, UUID appId, String conversationId, String firstId, int limit) {
        Limit.checked(limit, MAX_LIMIT);
        if (conversationId == null || conversationId.isEmpty()) {
            throw Parameters.missing("conversation_id");
        }
        List<Object> values = new ArrayList<>(List.of(tenantId, appId,
                Ids.parse(conversationId, ChatError.CONVERSATION_NOT_FOUND, "Conversation")));
        String older = "";
        if (firstId != null && !firstId.isEmpty()) {
            older = " AND (m.created_at, m.id) < (SELECT created_at, id FROM messages WHERE id = ?)";
            values.add(get(tenantId, appId, firstId).turn().id());
        }
        values.add(limit + 1);
        Slice<MessageLog> newestFirst = Slice.ofSurplus(complete(tenantId, rows.list(
                COLUMNS + " AND m.conversation_id = ?" + older + " ORDER BY m.created_at DESC, m.id DESC LIMIT ?", values,
                row -> read(tenantId, row))), limit);
        return new Slice<>(newestFirst.data().reversed(), newestFirst.hasMore(), limit);
    }

    public MessageLog get(UUID tenantId, UUID appId, String id) {
        List<Found> found = rows.list(COLUMNS + " AND m.id = ?",
                List.of(tenantId, appId, Ids.parse(id, ChatError.MESSAGE_NOT_FOUND, "Message")), row -> read(tenantId, row));
        return complete(tenantId, found).stream().findFirst().orElseThrow(MessageLogs::unknown);
    }

    /** What somebody of the workspace thinks of an answer; null takes it back. */
    @Transactional
    public void rate(UUID tenantId, UUID appId, UUID accountId, String messageId, Rating rating, String content) {
        MessageLog message = get(tenantId, appId, messageId);
        boolean had = MessageFeedback.withdrawAdmin(tenantId, message.turn().id());
        if (rating == null && !had) {
            throw CommonError.INVALID_PARAM.field("rating", "required", "There is no feedback to withdraw: 'rating' is required");
        }
        if (rating != null) {
            MessageFeedback.ofAdmin(
                    new MessageFeedback.Subject(tenantId, appId, message.turn().conversationId(), message.turn().id()), accountId,
                    rating, content, clock.instant()).persist();
        }
    }

    private Found read(UUID tenantId, ResultSet row) throws SQLException {
        return new Found(message(tenantId, row), row.getBoolean(25), row.getBoolean(26), row.getBoolean(27));
    }

    private MessageLog message(UUID tenantId, ResultSet row) throws SQLException {
        UUID annotation = row.getObject(21, UUID.class);
        return new MessageLog(
                new MessageLog.Turn(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                        json.object(links.renewed(tenantId, row.getString(4))), row.getString(5),
                        links.renewed(tenantId, row.getString(6))),
                new MessageLog.Cost(row.getInt(7), row.getInt(8), row.getDouble(9),
                        row.getBigDecimal(10).signum() == 0 ? "0" : row.getBigDecimal(10).toPlainString(), row.getString(11),
                        row.getString(12), row.getString(13)),
                new MessageLog.Origin(row.getString(14), row.getObject(15, UUID.class), row.getObject(16, UUID.class)), List.of(),
                annotation == null
                        ? null
                        : new MessageLog.Annotated(annotation, row.getString(22), row.getString(23),
                                row.getTimestamp(24).toInstant()),
                List.of(), List.of(), json.object(row.getString(17)), row.getString(18), row.getString(19), null,
                row.getTimestamp(20).toInstant());
    }

    /** The same with what lies in other tables. */
    private List<MessageLog> complete(UUID tenantId, List<Found> found) {
        Map<UUID, List<MessageLog.FeedbackLog>> feedbacks = feedbacks(ids(found, Found::rated));
        List<UUID> withFiles = ids(found, Found::hasFiles);
        Map<UUID, List<MessageFileView>> filesOf = withFiles.isEmpty() ? Map.of() : files.of(tenantId, withFiles);
        Map<UUID, List<AgentThoughtView>> thoughtsOf = thoughts.of(tenantId, ids(found, Found::hasThoughts));
        return found.stream().map(each -> {
            MessageLog message = each.message;
            return new MessageLog(message.turn(), message.cost(), message.origin(), feedbacks.getOrDefault(each.id(), List.of()),
                    message.annotation(), filesOf.getOrDefault(each.id(), List.of()),
                    thoughtsOf.getOrDefault(each.id(), List.of()), message.metadata(), message.status(), message.error(),
                    message.workflowRunId(), message.createdAt());
        }).toList();
    }

    private static List<UUID> ids(List<Found> found, Predicate<Found> having) {
        return found.stream().filter(having).map(Found::id).toList();
    }

    private Map<UUID, List<MessageLog.FeedbackLog>> feedbacks(List<UUID> messageIds) {
        Map<UUID, List<MessageLog.FeedbackLog>> feedbacks = new HashMap<>();
        if (!messageIds.isEmpty()) {
            rows.list(FEEDBACKS, List.of(messageIds),
                    row -> feedbacks.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new MessageLog.FeedbackLog(row.getString(2), row.getString(3), row.getString(4),
                                    row.getObject(5, UUID.class), row.getObject(6, UUID.class))));
        }
        return feedbacks;
    }

    private static Failure unknown() { return ChatError.MESSAGE_NOT_FOUND.because("Message not found"); }
}
