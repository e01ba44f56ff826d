package dev.difynative.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import jakarta.inject.Singleton;

import dev.difynative.workspace.retention.Cutoffs;
import dev.difynative.workspace.retention.Expiring;

/** Entries of the audit log that are kept no longer. */
@Singleton
class OldEntries implements Expiring {
    private static final String DELETE = """
            DELETE FROM audit_logs WHERE id IN (
                SELECT a.id FROM audit_logs a JOIN unnest(?, ?) AS k(tenant_id, before) ON k.tenant_id = a.tenant_id
                WHERE a.id < ? AND a.created_at < k.before ORDER BY a.id LIMIT ? FOR UPDATE OF a SKIP LOCKED)""";

    @Override
    public Kind kind() { return Kind.AUDIT_LOGS; }

    @Override
    public String name() { return "entries of the audit log"; }

    @Override
    public int removeSome(Connection connection, Cutoffs cutoffs, int atMost) throws SQLException {
        try (PreparedStatement delete = cutoffs.prepare(connection, DELETE, atMost)) {
            return delete.executeUpdate();
        }
    }
}
