package dev.difynative.workflow.run.background;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** Wishes to stop runs, left in the database for whichever process has them. */
@Singleton
public class StopMarks {
    public static final String WHY = "Stopped by the user";
    private static final String MARK = """
            INSERT INTO workflow_run_stops (run_id, created_at)
            SELECT id, now() FROM workflow_runs WHERE status IN ('scheduled', 'running', 'paused') AND task_id = ? AND app_id = ?
                AND (?::text IS NULL OR user_name = ?) ON CONFLICT DO NOTHING""";
    /** One that waits for a process to run it is had by none. */
    private static final String ADOPT = """
            UPDATE workflow_runs r SET instance_id = ? FROM workflow_run_stops s WHERE s.run_id = r.id AND r.status = 'scheduled'
                AND r.instance_id IS NULL""";
    /** Those of this process, and those that no process has because they wait or have ended. */
    private static final String MINE = """
            DELETE FROM workflow_run_stops s USING workflow_runs r WHERE r.id = s.run_id
                AND (r.instance_id = ? OR r.instance_id IS NULL AND r.status <> 'scheduled') RETURNING r.id, r.status""";

    private final AgroalDataSource database;

    /** A run that is to be stopped, with the status that it has. */
    record Marked(UUID runId, String status) {}

    StopMarks(AgroalDataSource database) { this.database = database; }

    /** A null user means whoever began the run. */
    public void mark(UUID appId, String user, UUID taskId) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setObject(1, taskId);
            statement.setObject(2, appId);
            statement.setString(3, user);
            statement.setString(4, user);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A run could not be marked to be stopped", e);
        }
    }

    /** Takes those that this process has to follow. */
    List<Marked> take(UUID instance) {
        List<Marked> marked = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement adopt = connection.prepareStatement(ADOPT);
                PreparedStatement statement = connection.prepareStatement(MINE)) {
            adopt.setObject(1, instance);
            adopt.executeUpdate();
            statement.setObject(1, instance);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    marked.add(new Marked(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Runs to be stopped could not be looked for", e);
        }
        return marked;
    }
}
