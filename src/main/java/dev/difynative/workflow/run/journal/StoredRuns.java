package dev.difynative.workflow.run.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.node.RunScope;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What the database knows of runs that are not under way here. */
@Singleton
public class StoredRuns {
    private static final String CLAIM = """
            UPDATE workflow_runs SET instance_id = ? WHERE id IN (
                SELECT id FROM workflow_runs WHERE status = 'running' AND NOT (instance_id = ANY (?))
                ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING id""";
    private static final String EVENTS = """
            SELECT first_event, frames FROM workflow_run_events WHERE run_id = ? AND last_event >= ? AND first_event < ?
            ORDER BY first_event""";

    private final AgroalDataSource database;

    StoredRuns(AgroalDataSource database) { this.database = database; }

    /** Makes those runs under way this process's own whose process is not among the living; their ids. */
    public List<UUID> claim(UUID instance, List<UUID> living, int most) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            Array alive = connection.createArrayOf("uuid", living.toArray());
            statement.setObject(1, instance);
            statement.setArray(2, alive);
            statement.setInt(3, most);
            return ids(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Runs of other processes could not be taken over", e);
        }
    }

    /** Paused runs for which something has been handed in. */
    public List<UUID> answered(int most) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                SELECT r.id FROM workflow_runs r WHERE r.status = 'paused'
                AND EXISTS (SELECT 1 FROM workflow_run_answers a WHERE a.run_id = r.id) LIMIT ?""")) {
            statement.setInt(1, most);
            return ids(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Paused runs could not be looked for", e);
        }
    }

    /** Since when a run waits for something; empty when it does not. */
    public Optional<Instant> pausedAt(UUID runId) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                SELECT p.created_at FROM workflow_run_pauses p JOIN workflow_runs r ON r.id = p.run_id
                WHERE p.run_id = ? AND r.status = 'paused'""")) {
            statement.setObject(1, runId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A paused run could not be looked for", e);
        }
    }

    /** A run that waits for a process. */
    public record Waiting(UUID id, UUID tenantId, UUID appId) {}

    /**
     * The oldest runs that wait and that no process has, without those of some apps. Those that this process has taken before
     * count too, unless they are among the known: it did not get to know them.
     */
    public List<Waiting> waiting(UUID instance, Collection<UUID> known, Collection<UUID> withoutApps, int most) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                SELECT id, tenant_id, app_id FROM workflow_runs WHERE status = 'scheduled'
                    AND (instance_id IS NULL OR (instance_id = ? AND NOT (id = ANY (?)))) AND NOT (app_id = ANY (?))
                ORDER BY created_at LIMIT ?""")) {
            statement.setObject(1, instance);
            statement.setArray(2, connection.createArrayOf("uuid", known.toArray()));
            statement.setArray(3, connection.createArrayOf("uuid", withoutApps.toArray()));
            statement.setInt(4, most);
            List<Waiting> waiting = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new Waiting(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class),
                            rows.getObject(3, UUID.class)));
                }
            }
            return waiting;
        } catch (SQLException e) {
            throw new IllegalStateException("Waiting runs could not be looked for", e);
        }
    }

    /** How many runs of an app wait and no process has. */
    public int waitingOf(UUID tenantId, UUID appId) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                SELECT count(*) FROM workflow_runs
                WHERE tenant_id = ? AND app_id = ? AND status = 'scheduled' AND instance_id IS NULL""")) {
            statement.setObject(1, tenantId);
            statement.setObject(2, appId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Waiting runs could not be counted", e);
        }
    }

    /** Makes waiting runs this process's own; the ids of those that no other one was faster with. */
    public List<UUID> take(UUID instance, Collection<UUID> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                UPDATE workflow_runs SET instance_id = ? WHERE id = ANY (?) AND status = 'scheduled'
                    AND (instance_id IS NULL OR instance_id = ?) RETURNING id""")) {
            statement.setObject(1, instance);
            statement.setArray(2, connection.createArrayOf("uuid", runs.toArray()));
            statement.setObject(3, instance);
            return ids(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Waiting runs could not be taken", e);
        }
    }

    /** Leaves waiting runs to any process whose own process is not among the living. */
    public void leaveToAny(List<UUID> living) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE workflow_runs SET instance_id = NULL WHERE status = 'scheduled' AND NOT (instance_id = ANY (?))")) {
            statement.setArray(1, connection.createArrayOf("uuid", living.toArray()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Runs of other processes could not be left to any", e);
        }
    }

    /**
     * Marks a waiting run of this process as begun; false when it is another one's by now. It may be told so again, when the answer
     * to the first time was lost with the connection.
     */
    public boolean begin(UUID runId, UUID instance) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE workflow_runs SET status = 'running' "
                                + "WHERE id = ? AND instance_id = ? AND status IN ('scheduled', 'running')")) {
            statement.setObject(1, runId);
            statement.setObject(2, instance);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("A run could not be begun", e);
        }
    }

    public Optional<WorkflowRun> find(UUID runId) {
        return QuarkusTransaction.joiningExisting().call(() -> Optional.ofNullable(WorkflowRun.findById(runId)));
    }

    /** Reads frames from one event up to and without another one; the number of the last one read, or one less than the first. */
    public int read(UUID runId, int from, int until, Consumer<byte[]> reader) {
        int last = from - 1;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setObject(1, runId);
            statement.setInt(2, from);
            statement.setInt(3, until);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    int number = rows.getInt(1);
                    for (byte[] frame : Frames.split(Frames.inflated(rows.getBytes(2)))) {
                        if (number >= from && number < until) {
                            reader.accept(frame);
                            last = number;
                        }
                        number++;
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The events of run " + runId + " could not be read", e);
        }
        return last;
    }

    public int lastEvent(UUID runId) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("SELECT coalesce(max(last_event), 0) FROM workflow_run_events WHERE run_id = ?")) {
            statement.setObject(1, runId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The events of run " + runId + " could not be counted", e);
        }
    }

    /** A stored run as those under way know it. */
    public static RunIdentity identity(WorkflowRun run, WorkflowSnapshot workflow) {
        RunScope scope = new RunScope(run.tenantId, run.appId, run.workflowId, run.id, run.endUserId, run.accountId, run.userName,
                run.conversationId, run.messageId, WorkflowSnapshot.DRAFT.equals(run.version), 0);
        return new RunIdentity(scope, workflow, run.taskId, run.type, run.triggeredFrom, run.createdFrom, run.inputs,
                run.createdAt, run.entryNodeId);
    }

    private static List<UUID> ids(PreparedStatement statement) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
