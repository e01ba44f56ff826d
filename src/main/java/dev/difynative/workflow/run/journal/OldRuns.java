package dev.difynative.workflow.run.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import jakarta.inject.Singleton;

import dev.difynative.workspace.retention.Cutoffs;
import dev.difynative.workspace.retention.Expiring;

/** Runs that ended long ago, with their executions of nodes and their events. A run that waits for somebody is kept. */
@Singleton
class OldRuns implements Expiring {
    private static final String DELETE = """
            DELETE FROM workflow_runs WHERE id IN (
                SELECT r.id FROM workflow_runs r JOIN unnest(?, ?) AS k(tenant_id, before) ON k.tenant_id = r.tenant_id
                WHERE r.id < ? AND r.finished_at < k.before ORDER BY r.id LIMIT ? FOR UPDATE OF r SKIP LOCKED)""";

    @Override
    public Kind kind() { return Kind.LOGS; }

    @Override
    public String name() { return "workflow runs"; }

    @Override
    public int removeSome(Connection connection, Cutoffs cutoffs, int atMost) throws SQLException {
        try (PreparedStatement delete = cutoffs.prepare(connection, DELETE, atMost)) {
            return delete.executeUpdate();
        }
    }
}
