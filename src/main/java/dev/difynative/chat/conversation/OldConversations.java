package dev.difynative.chat.conversation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import jakarta.inject.Singleton;

import dev.difynative.workspace.retention.Cutoffs;
import dev.difynative.workspace.retention.Expiring;

/** Conversations that nobody has gone on with for long, with their messages, feedback and attachments. */
@Singleton
class OldConversations implements Expiring {
    private static final String DELETE = """
            DELETE FROM conversations WHERE id IN (
                SELECT c.id FROM conversations c JOIN unnest(?, ?) AS k(tenant_id, before) ON k.tenant_id = c.tenant_id
                WHERE c.id < ? AND c.updated_at < k.before ORDER BY c.id LIMIT ? FOR UPDATE OF c SKIP LOCKED)""";

    @Override
    public Kind kind() { return Kind.LOGS; }

    @Override
    public String name() { return "conversations"; }

    @Override
    public int removeSome(Connection connection, Cutoffs cutoffs, int atMost) throws SQLException {
        try (PreparedStatement delete = cutoffs.prepare(connection, DELETE, atMost)) {
            return delete.executeUpdate();
        }
    }
}
