package dev.difynative.workflow.form;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.persistence.Transactions;
import dev.difynative.workflow.GraphJson;
import io.agroal.api.AgroalDataSource;

/** The forms in the database. */
@Singleton
class FormRows {
    private static final String FORM = """
            SELECT f.id, f.tenant_id, f.app_id, f.run_id, f.node_id, f.definition, f.status, f.expires_at,
                r.status IN ('paused', 'running') AS waits, r.end_user_id, r.account_id, r.user_name
            FROM human_input_forms f JOIN workflow_runs r ON r.id = f.run_id""";
    private static final String DUE = """
            UPDATE human_input_forms SET status = 'expired' WHERE id IN (SELECT id FROM human_input_forms
                WHERE status = 'waiting' AND expires_at <= ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING id""";

    private final AgroalDataSource database;
    private final GraphJson json;
    private final FileLinks links;

    FormRows(AgroalDataSource database, GraphJson json, FileLinks links) {
        this.database = database;
        this.json = json;
        this.links = links;
    }

    <T> T transaction(Transactions.Work<T> work) {
        try {
            return Transactions.run(database, work);
        } catch (SQLException e) {
            throw new IllegalStateException("The forms of workflows cannot be reached", e);
        }
    }

    /** By its own token, or by that of an e-mail. */
    Optional<FormRow> find(String token) {
        return list(FORM + " WHERE f.token = ? OR f.id = (SELECT m.form_id FROM human_input_mails m WHERE m.token = ?)", token,
                token).stream().findFirst();
    }

    List<FormRow> ofRun(UUID tenantId, UUID runId) {
        return list(FORM + " WHERE f.tenant_id = ? AND f.run_id = ? ORDER BY f.created_at, f.id", tenantId, runId);
    }

    /** Ends a form that still waits; false when it does not any more. */
    boolean submit(Connection connection, UUID id, String action, String inputs, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE human_input_forms SET status = 'submitted', action_id = ?, inputs = ?, submitted_at = ?
                WHERE id = ? AND status = 'waiting' AND expires_at > ?""")) {
            statement.setString(1, action);
            statement.setString(2, inputs);
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setObject(4, id);
            statement.setTimestamp(5, Timestamp.from(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** Ends forms whose time is up. */
    List<FormRow> expire(Connection connection, Instant now, int most) throws SQLException {
        List<FormRow> expired = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, most);
            try (ResultSet ids = statement.executeQuery()) {
                while (ids.next()) {
                    expired.addAll(list(connection, FORM + " WHERE f.id = ?", ids.getObject(1)));
                }
            }
        }
        return expired;
    }

    private List<FormRow> list(String sql, Object... values) { return transaction(connection -> list(connection, sql, values)); }

    private List<FormRow> list(Connection connection, String sql, Object... values) throws SQLException {
        List<FormRow> forms = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UUID tenantId = row.getObject("tenant_id", UUID.class);
                    forms.add(new FormRow(row.getObject("id", UUID.class), tenantId,
                            row.getObject("app_id", UUID.class), row.getObject("run_id", UUID.class), row.getString("node_id"),
                            json.stored(links.renewed(tenantId, row.getString("definition"))), row.getString("status"),
                            row.getTimestamp("expires_at").toInstant(), row.getBoolean("waits"),
                            row.getObject("end_user_id", UUID.class), row.getObject("account_id", UUID.class),
                            row.getString("user_name")));
                }
            }
        }
        return forms;
    }
}
