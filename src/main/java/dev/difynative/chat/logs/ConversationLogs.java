package dev.difynative.chat.logs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.conversation.Conversation;
import dev.difynative.chat.history.StoredJson;
import dev.difynative.chat.logs.ConversationFilter.Order;
import dev.difynative.files.FileLinks;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.PageSql;
import dev.difynative.platform.persistence.SqlRows;

/** The conversations of an app as its developers see them. */
@ApplicationScoped
public class ConversationLogs {
    /** What is found comes first and as ids alone, which indexes hold, so that rows are read of one page only. */
    private static final String ROWS = """
            WITH page AS MATERIALIZED (%s)
            SELECT c.id, c.name, c.status, c.from_source, c.end_user_id, u.session_id, c.account_id, c.inputs, c.introduction,
                c.created_at, c.updated_at, m.id, m.inputs, m.query, m.answer,
                EXISTS (SELECT 1 FROM annotations a JOIN messages am ON am.id = a.message_id WHERE am.conversation_id = c.id),
                f.messages, f.failed, r.user_likes, r.user_dislikes, r.admin_likes, r.admin_dislikes, page.total,
                c.tenant_id
            FROM page JOIN conversations c ON c.id = page.id
            LEFT JOIN end_users u ON u.id = c.end_user_id
            LEFT JOIN LATERAL (SELECT id, inputs, query, answer FROM messages WHERE conversation_id = c.id
                ORDER BY created_at, id LIMIT 1) m ON true
            CROSS JOIN LATERAL (SELECT count(*) AS messages, count(*) FILTER (WHERE status = 'error') AS failed
                FROM messages WHERE conversation_id = c.id) f
            CROSS JOIN LATERAL (SELECT
                count(*) FILTER (WHERE from_source = 'user' AND rating = 'like') AS user_likes,
                count(*) FILTER (WHERE from_source = 'user' AND rating = 'dislike') AS user_dislikes,
                count(*) FILTER (WHERE from_source <> 'user' AND rating = 'like') AS admin_likes,
                count(*) FILTER (WHERE from_source <> 'user' AND rating = 'dislike') AS admin_dislikes
                FROM message_feedbacks WHERE conversation_id = c.id) r
            """;
    private static final String ANNOTATED = " EXISTS (SELECT 1 FROM annotations a JOIN messages k ON k.id = a.message_id"
            + " WHERE k.conversation_id = c.id)";

    private static final long COUNTED_BESIDE = 100;

    private final SqlRows rows;
    private final AccountService accounts;
    private final StoredJson json;
    private final FileLinks links;

    private record Row(UUID id, String name, String status, ConversationLog.Origin origin, String inputs, String introduction,
            Instant createdAt, Instant updatedAt, ConversationLog.Exchange first, boolean annotated,
            ConversationLog.Figures figures, long total) {}

    ConversationLogs(SqlRows rows, AccountService accounts, StoredJson json, FileLinks links) {
        this.rows = rows;
        this.accounts = accounts;
        this.json = json;
        this.links = links;
    }

    /** {@code single} for apps whose conversations have one message, which is shown then. */
    public Page<ConversationLog> list(UUID tenantId, UUID appId, ConversationFilter filter, PageRequest page, boolean single) {
        List<Object> values = new ArrayList<>(List.of(tenantId, appId));
        String where = where(appId, filter, values);
        Found found;
        if (filter.hasKeyword()) {
            found = search(where, values, filter.order(), page);
        } else {
            found = page.page() == 1 ? first(where, values, filter.order(), page) : near(where, values, filter.order(), page);
        }
        return Page.of(logs(found.rows(), single), found.total(), page);
    }

    private record Found(List<Row> rows, long total) {}

    /** Counted by the statement that finds the page. */
    private Found first(String where, List<Object> values, Order order, PageRequest page) {
        List<Object> both = new ArrayList<>(values);
        both.addAll(values);
        List<Row> found = rows("SELECT c.id, (SELECT count(*) FROM conversations c" + where + ") AS total FROM conversations c"
                + where + order.sql() + PageSql.of(page.limit(), 0), both, order);
        return new Found(found, total(found));
    }

    /** Counted before, in an index; then the page is read from the nearer end, so that the last one costs no more than the first. */
    private Found near(String where, List<Object> values, Order order, PageRequest page) {
        long total = count(where, values);
        long count = Math.min(page.limit(), total - page.offset());
        if (count <= 0) {
            return new Found(List.of(), total);
        }
        boolean fromEnd = page.offset() > total / 2;
        long skipped = fromEnd ? total - page.offset() - count : page.offset();
        return new Found(rows("SELECT c.id, 0 AS total FROM conversations c" + where
                + (fromEnd ? order.reversedSql() : order.sql()) + PageSql.of(count, skipped), values, order), total);
    }

    /** Counted and paged at once, because what costs is to read the texts. */
    private Found search(String where, List<Object> values, Order order, PageRequest page) {
        List<Row> found = rows(PageSql.ofSearch("c", "SELECT c.id, " + order.column() + " FROM conversations c" + where,
                order.sql(), page, COUNTED_BESIDE), values, order);
        return new Found(found, found.isEmpty() && page.page() > 1 ? count(where, values) : total(found));
    }

    private static long total(List<Row> found) { return found.isEmpty() ? 0 : found.getFirst().total(); }

    private long count(String where, List<Object> values) {
        return rows.list("SELECT count(*) FROM conversations c" + where, values, row -> row.getLong(1)).getFirst();
    }

    /** {@code page} finds the {@code id}s of conversations and a {@code total}. */
    private List<Row> rows(String page, List<Object> values, Order order) {
        return rows.list(ROWS.formatted(page) + order.sql(), values, this::row);
    }

    public ConversationLog get(UUID tenantId, UUID appId, String id, boolean single) {
        List<Row> found = rows("SELECT c.id, 1 AS total FROM conversations c WHERE c.tenant_id = ? AND c.app_id = ? AND c.id = ?",
                List.of(tenantId, appId, parse(id)), Order.NEWEST);
        return logs(found, single).stream().findFirst().orElseThrow(ConversationLogs::unknown);
    }

    @Transactional
    public void delete(UUID tenantId, UUID appId, String id) {
        if (Conversation.delete("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, parse(id)) == 0) {
            throw unknown();
        }
    }

    private static String where(UUID appId, ConversationFilter filter, List<Object> values) {
        StringBuilder where = new StringBuilder(" WHERE c.tenant_id = ? AND c.app_id = ?");
        if (filter.from() != null) {
            where.append(" AND c.created_at >= ?");
            values.add(filter.from());
        }
        if (filter.to() != null) {
            where.append(" AND c.created_at < ?");
            values.add(filter.to());
        }
        if (filter.source() != null) {
            where.append(" AND c.from_source = ?");
            values.add(filter.source());
        }
        if (filter.hasKeyword()) {
            where.append(" AND ").append(LogKeyword.of(filter.keyword()).inConversation(appId, values));
        }
        return switch (filter.annotated()) {
            case ALL -> where.toString();
            case ANNOTATED -> where + " AND" + ANNOTATED;
            case NOT_ANNOTATED -> where + " AND NOT" + ANNOTATED;
        };
    }

    private Row row(ResultSet row) throws SQLException {
        UUID message = row.getObject(12, UUID.class);
        UUID tenantId = row.getObject(24, UUID.class);
        return new Row(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
                new ConversationLog.Origin(row.getString(4), row.getObject(5, UUID.class), row.getString(6),
                        row.getObject(7, UUID.class), null),
                links.renewed(tenantId, row.getString(8)), row.getString(9), row.getTimestamp(10).toInstant(),
                row.getTimestamp(11).toInstant(),
                message == null
                        ? null
                        : new ConversationLog.Exchange(message, json.object(links.renewed(tenantId, row.getString(13))),
                                row.getString(14), links.renewed(tenantId, row.getString(15))),
                row.getBoolean(16), figures(row), row.getLong(23));
    }

    private List<ConversationLog> logs(List<Row> found, boolean single) {
        Map<UUID, String> names = new HashMap<>();
        return found.stream().map(row -> {
            ConversationLog.Origin origin = row.origin();
            String author = origin.fromAccountId() == null
                    ? null
                    : names.computeIfAbsent(origin.fromAccountId(),
                            id -> accounts.find(id).map(AccountProfile::name).orElse(null));
            return new ConversationLog(row.id(), row.name(), row.first() == null ? row.name() : row.first().query(), row.status(),
                    new ConversationLog.Origin(origin.fromSource(), origin.fromEndUserId(), origin.fromEndUserSessionId(),
                            origin.fromAccountId(), author),
                    null, row.createdAt(), row.updatedAt(), row.annotated(), json.object(row.inputs()), row.introduction(),
                    row.figures(), single ? row.first() : null);
        }).toList();
    }

    private static ConversationLog.Figures figures(ResultSet row) throws SQLException {
        int messages = row.getInt(17);
        int failed = row.getInt(18);
        return new ConversationLog.Figures(messages, new ConversationLog.Ratings(row.getInt(19), row.getInt(20)),
                new ConversationLog.Ratings(row.getInt(21), row.getInt(22)),
                new ConversationLog.StatusCount(messages - failed, failed, 0, 0));
    }

    private static UUID parse(String id) { return Ids.parse(id, ChatError.CONVERSATION_NOT_FOUND, "Conversation"); }

    private static Failure unknown() { return ChatError.CONVERSATION_NOT_FOUND.because("Conversation not found"); }
}
