package dev.difynative.chat.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.persistence.SqlRows;

/** All feedback on an app's answers, some hundred rows at a time, so that no connection is held while it is sent. */
@Singleton
public class FeedbackExport {
    private static final int BATCH = 500;
    private static final String ROWS = """
            SELECT f.id, f.conversation_id, c.name, f.message_id, m.query, m.answer, f.rating, f.content, f.from_source,
                e.session_id, a.name, f.created_at
            FROM message_feedbacks f JOIN messages m ON m.id = f.message_id JOIN conversations c ON c.id = f.conversation_id
                LEFT JOIN end_users e ON e.id = f.from_end_user_id LEFT JOIN accounts a ON a.id = f.from_account_id
            WHERE f.tenant_id = ? AND f.app_id = ? AND f.created_at >= ? AND f.created_at < ?""";

    private final SqlRows rows;

    private final FileLinks links;

    FeedbackExport(SqlRows rows, FileLinks links) {
        this.rows = rows;
        this.links = links;
    }

    /** Hands over the feedback, the newest first. */
    public void forEach(UUID tenantId, UUID appId, FeedbackFilter filter, Consumer<FeedbackRow> reader) {
        FeedbackRow last = null;
        List<FeedbackRow> batch;
        do {
            batch = batch(tenantId, appId, filter, last);
            batch.forEach(reader);
            last = batch.isEmpty() ? null : batch.getLast();
        } while (batch.size() == BATCH);
    }

    private List<FeedbackRow> batch(UUID tenantId, UUID appId, FeedbackFilter filter, FeedbackRow last) {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> values = new ArrayList<>(List.of(tenantId, appId, filter.from(), filter.to()));
        if (filter.fromSource() != null) {
            sql.append(" AND f.from_source = ?");
            values.add(filter.fromSource());
        }
        if (filter.rating() != null) {
            sql.append(" AND f.rating = ?");
            values.add(filter.rating());
        }
        if (filter.hasComment() != null) {
            sql.append(filter.hasComment() ? " AND f.content <> ''" : " AND coalesce(f.content, '') = ''");
        }
        if (last != null) {
            sql.append(" AND (f.created_at, f.id) < (SELECT created_at, id FROM message_feedbacks WHERE id = ?)");
            values.add(last.feedbackId());
        }
        values.add(BATCH);
        return rows.list(sql.append(" ORDER BY f.created_at DESC, f.id DESC LIMIT ?").toString(), values,
                row -> new FeedbackRow(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3),
                        row.getObject(4, UUID.class), row.getString(5), links.renewed(tenantId, row.getString(6)),
                        row.getString(7), row.getString(8),
                        row.getString(9), row.getString(10), row.getString(11), instant(row.getTimestamp(12))));
    }

    private static Instant instant(java.sql.Timestamp time) { return time.toInstant(); }
}
