package dev.difynative.chat.logs;

import java.time.Instant;

/**
 * Which conversations of an app are looked for; null means any.
 *
 * @param source
 *            where they were held: api, console or site
 */
public record ConversationFilter(String keyword, Instant from, Instant to, Annotated annotated, String source, Order order) {

    /** Whether somebody has annotated one of the answers. */
    public enum Annotated {
        ALL, ANNOTATED, NOT_ANNOTATED
    }

    boolean hasKeyword() { return keyword != null && !keyword.isBlank(); }

    /** What comes first. */
    public enum Order {
        NEWEST(" ORDER BY c.created_at DESC, c.id DESC", " ORDER BY c.created_at, c.id"),
        OLDEST(" ORDER BY c.created_at, c.id", " ORDER BY c.created_at DESC, c.id DESC"),
        LAST_USED(" ORDER BY c.updated_at DESC, c.id DESC", " ORDER BY c.updated_at, c.id"),
        LEAST_USED(" ORDER BY c.updated_at, c.id", " ORDER BY c.updated_at DESC, c.id DESC");

        private final String sql;
        private final String reversed;

        Order(String sql, String reversed) {
            this.sql = sql;
            this.reversed = reversed;
        }

        String sql() { return sql; }

        String column() { return this == NEWEST || this == OLDEST ? "c.created_at" : "c.updated_at"; }

        String reversedSql() { return reversed; }
    }
}
