package dev.difynative.chat.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.persistence.SqlRows;

/** Counts what an app's messages come to, day by day. */
@Singleton
public class AppStatistics {
    private static final String QUERY = """
            SELECT to_char(m.created_at AT TIME ZONE ?, 'YYYY-MM-DD') AS day, %s
            FROM messages m
            LEFT JOIN message_feedbacks f ON f.message_id = m.id AND f.rating = 'like' AND f.from_source = 'user'
            WHERE m.tenant_id = ? AND m.app_id = ? AND m.created_at >= ? AND m.created_at < ?
            GROUP BY day ORDER BY day""";

    private final SqlRows rows;

    AppStatistics(SqlRows rows) { this.rows = rows; }

    /** Days without messages are left out. */
    public List<DailyFigure> of(UUID tenantId, UUID appId, Statistic statistic, Instant from, Instant to, ZoneId zone) {
        return rows.list(QUERY.formatted(statistic.columns()), List.of(zone.getId(), tenantId, appId, from, to), statistic::read);
    }
}
