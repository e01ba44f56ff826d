package dev.difynative.workflow.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.run.journal.WorkflowRun;
import io.agroal.api.AgroalDataSource;

/** Looks up runs of the past. */
@ApplicationScoped
public class RunHistory {
    private static final List<String> STATUSES = List.of("scheduled", "running", "succeeded", "failed", "stopped",
            "partial-succeeded", "paused");
    private static final String COLUMNS = """
            SELECT r.id, r.version, r.status, r.error, r.elapsed_time, r.total_tokens, r.total_steps, r.created_at, r.finished_at,
                r.exceptions_count, r.triggered_from, r.created_from, r.account_id, a.name, a.email, r.end_user_id, u.type,
                u.is_anonymous, u.session_id""";
    private static final String FROM = """
             FROM workflow_runs r LEFT JOIN accounts a ON a.id = r.account_id LEFT JOIN end_users u ON u.id = r.end_user_id
             WHERE r.tenant_id = ? AND r.app_id = ? AND r.triggered_from = 'app-run'""";

    private final AgroalDataSource database;
    private final FileLinks links;

    RunHistory(AgroalDataSource database, FileLinks links) {
        this.database = database;
        this.links = links;
    }

    @Transactional
    public RunDetail get(UUID tenantId, UUID appId, String runId) {
        UUID id = Ids.parse(runId, RunError.RUN_NOT_FOUND, "Workflow run");
        return WorkflowRun.findOfApp(tenantId, appId, id).map(run -> RunDetail.of(run, text -> links.renewed(tenantId, text)))
                .orElseThrow(RunHistory::notFound);
    }

    static Failure notFound() { return RunError.RUN_NOT_FOUND.because("Workflow run not found"); }

    /** The runs of an app that were not made to try something out, newest first. */
    public Page<RunLogEntry> log(UUID tenantId, UUID appId, RunLogFilter filter, PageRequest page) {
        Query query = new Query(tenantId, appId);
        query.narrow(filter);
        try (Connection connection = database.getConnection()) {
            return Page.of(query.entries(connection, page), query.count(connection), page);
        } catch (SQLException e) {
            throw new IllegalStateException("The log of runs could not be read", e);
        }
    }

    private static final class Query {
        private final StringBuilder where = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Query(UUID tenantId, UUID appId) {
            values.add(tenantId);
            values.add(appId);
        }

        void narrow(RunLogFilter filter) {
            if (isGiven(filter.status())) {
                if (!STATUSES.contains(filter.status())) {
                    throw CommonError.INVALID_PARAM.field("status", "enum", "Parameter 'status' must be one of %s",
                            String.join(", ", STATUSES));
                }
                and("r.status = ?", filter.status());
            }
            if (filter.createdBefore() != null) {
                and("r.created_at <= ?", Timestamp.from(filter.createdBefore()));
            }
            if (filter.createdAfter() != null) {
                and("r.created_at >= ?", Timestamp.from(filter.createdAfter()));
            }
            if (isGiven(filter.endUserSession())) {
                and("u.session_id = ?", filter.endUserSession());
            }
            if (isGiven(filter.accountEmail())) {
                and("lower(a.email) = lower(?)", filter.accountEmail());
            }
            if (isGiven(filter.keyword())) {
                String text = filter.keyword().replace("\0", "");
                where.append(" AND (strpos(lower(r.inputs), lower(?)) > 0 OR strpos(lower(r.outputs), lower(?)) > 0"
                        + " OR r.id::text LIKE ? OR u.session_id = ?)");
                values.addAll(List.of(text, text, text.replaceAll("[%_\\\\]", "\\\\$0") + "%", text));
            }
        }

        private void and(String condition, Object value) {
            where.append(" AND ").append(condition);
            values.add(value);
        }

        private static boolean isGiven(String text) { return text != null && !text.isEmpty(); }

        long count(Connection connection) throws SQLException {
            try (PreparedStatement statement = prepared(connection, "SELECT count(*)\n" + FROM + where);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        List<RunLogEntry> entries(Connection connection, PageRequest page) throws SQLException {
            List<RunLogEntry> entries = new ArrayList<>();
            String sql = COLUMNS + "\n" + FROM + where + " ORDER BY r.created_at DESC, r.id DESC LIMIT " + page.limit()
                    + " OFFSET "
                    + page.offset();
            try (PreparedStatement statement = prepared(connection, sql); ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }

        private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        }

        private static RunLogEntry entry(ResultSet row) throws SQLException {
            UUID id = row.getObject("id", UUID.class);
            Instant createdAt = row.getTimestamp("created_at").toInstant();
            Timestamp finishedAt = row.getTimestamp("finished_at");
            RunLogEntry.Run run = new RunLogEntry.Run(id, row.getString("version"), row.getString("status"),
                    row.getString("error"), row.getDouble("elapsed_time"), row.getLong("total_tokens"),
                    row.getInt("total_steps"), createdAt, finishedAt == null ? null : finishedAt.toInstant(),
                    row.getInt("exceptions_count"), row.getString("triggered_from"));
            UUID account = row.getObject("account_id", UUID.class);
            UUID endUser = row.getObject("end_user_id", UUID.class);
            return new RunLogEntry(id, run, JsonNodeFactory.instance.nullNode(), row.getString("created_from"),
                    account == null ? "end_user" : "account",
                    account == null ? null : new RunLogEntry.Account(account, row.getString("name"), row.getString("email")),
                    endUser == null
                            ? null
                            : new RunLogEntry.EndUserName(endUser, row.getString("type"), row.getBoolean("is_anonymous"),
                                    row.getString("session_id")),
                    createdAt);
        }
    }

    /** A run of this end user; one of somebody else does not exist. */
    @Transactional
    WorkflowRun ofEndUser(UUID tenantId, UUID appId, UUID endUserId, UUID runId) {
        return WorkflowRun.findOfApp(tenantId, appId, runId).filter(run -> endUserId.equals(run.endUserId))
                .orElseThrow(RunHistory::notFound);
    }
}
