package dev.difynative.workflow.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Slice;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.WorkflowView.Person;
import io.agroal.api.AgroalDataSource;

/** What is kept of the runs of workflows, as the console shows it. */
@Singleton
public class RunRecords {
    private static final String NEVER_PUBLISHED = "{}";
    private static final String RUN_COLUMNS = """
            SELECT r.id, r.workflow_id, r.version, r.conversation_id, r.message_id, r.status, r.elapsed_time, r.total_tokens,
                r.total_steps, r.account_id, r.end_user_id, r.user_name, r.created_at, r.finished_at, r.exceptions_count, r.error""";
    private static final String NODES = """
            SELECT n.*, r.account_id, r.end_user_id, r.user_name FROM workflow_node_executions n
            LEFT JOIN workflow_runs r ON r.id = n.run_id WHERE n.tenant_id = ? AND n.app_id = ?""";

    private final GraphApps apps;
    private final PublishedWorkflows workflows;
    private final People people;
    private final AgroalDataSource database;
    private final FileLinks links;

    RunRecords(GraphApps apps, PublishedWorkflows workflows, People people, AgroalDataSource database, FileLinks links) {
        this.apps = apps;
        this.workflows = workflows;
        this.people = people;
        this.database = database;
        this.links = links;
    }

    /** The runs after a given one (null: from the newest on). */
    public Slice<RunSummary> list(UUID tenantId, UUID appId, RunFilter filter, UUID lastId, int limit) {
        apps.get(tenantId, appId);
        if (lastId != null) {
            get(tenantId, appId, lastId);
        }
        Map<UUID, Optional<Person>> known = new HashMap<>();
        List<RunSummary> runs = filtered(new Query(RUN_COLUMNS + " FROM workflow_runs r WHERE r.tenant_id = ? AND r.app_id = ?",
                tenantId, appId), filter)
                .when(lastId, "AND (r.created_at, r.id) < (SELECT l.created_at, l.id FROM workflow_runs l WHERE l.id = ?)")
                .and("ORDER BY r.created_at DESC, r.id DESC LIMIT ?", limit + 1)
                .list(database, row -> summary(row, known));
        return Slice.ofSurplus(runs, limit);
    }

    public RunCounts count(UUID tenantId, UUID appId, RunFilter filter) {
        apps.get(tenantId, appId);
        Map<String, Long> counts = new HashMap<>();
        filtered(new Query("SELECT r.status, count(*) FROM workflow_runs r WHERE r.tenant_id = ? AND r.app_id = ?", tenantId,
                appId), filter).and("GROUP BY r.status").list(database, row -> counts.put(row.getString(1), row.getLong(2)));
        return new RunCounts(counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.getOrDefault("running", 0L) + counts.getOrDefault("scheduled", 0L), counts.getOrDefault("succeeded", 0L),
                counts.getOrDefault("failed", 0L), counts.getOrDefault("stopped", 0L),
                counts.getOrDefault("partial-succeeded", 0L));
    }

    public RunRecord get(UUID tenantId, UUID appId, UUID runId) {
        apps.get(tenantId, appId);
        return new Query(RUN_COLUMNS
                + ", r.graph, r.inputs, r.outputs FROM workflow_runs r WHERE r.tenant_id = ? AND r.app_id = ? AND r.id = ?",
                tenantId,
                appId, runId).list(database, row -> detail(tenantId, appId, row)).stream().findFirst()
                .orElseThrow(RunRecords::notFound);
    }

    /** The nodes of a run in the order in which they began. */
    public List<NodeExecutionView> nodes(UUID tenantId, UUID appId, UUID runId) {
        get(tenantId, appId, runId);
        Map<UUID, Optional<Person>> known = new HashMap<>();
        return new Query(NODES, tenantId, appId).and("AND n.run_id = ? ORDER BY n.index, n.created_at", runId).list(database,
                row -> node(tenantId, row, known));
    }

    /** The last execution of a node of the draft. */
    public NodeExecutionView lastOfNode(UUID tenantId, UUID appId, String nodeId) {
        apps.get(tenantId, appId);
        return new Query(NODES, tenantId, appId)
                .and("AND n.node_id = ? AND n.draft ORDER BY n.created_at DESC, n.index DESC, n.id DESC LIMIT 1", nodeId)
                .list(database, row -> node(tenantId, row, new HashMap<>())).stream().findFirst()
                .orElseThrow(() -> WorkflowError.NODE_NOT_FOUND.because("This node has not been run yet"));
    }

    /** What became of one node of a run. */
    public NodeExecutionView ofRun(UUID tenantId, UUID appId, UUID runId, String nodeId) {
        return nodes(tenantId, appId, runId).stream().filter(node -> node.nodeId().equals(nodeId)).findFirst()
                .orElseThrow(() -> WorkflowError.NODE_NOT_FOUND.because("The node was not run"));
    }

    /** What each node of the draft gave when it was last run with success, as JSON objects by node. */
    public Map<String, String> lastOutputs(UUID tenantId, UUID appId) {
        Map<String, String> outputs = new HashMap<>();
        new Query("""
                SELECT DISTINCT ON (n.node_id) n.node_id, n.outputs FROM workflow_node_executions n
                WHERE n.tenant_id = ? AND n.app_id = ? AND n.draft AND n.status = 'succeeded' AND n.outputs IS NOT NULL
                ORDER BY n.node_id, n.created_at DESC, n.index DESC, n.id DESC""", tenantId, appId)
                .list(database, row -> outputs.put(row.getString(1), links.renewed(tenantId, row.getString(2))));
        return outputs;
    }

    /**
     * What each node of the draft gave this account when it was last run with success. The scope {@code sys} comes first: what the
     * last whole run was begun with.
     */
    public List<LastGiven> lastGiven(UUID tenantId, UUID appId, UUID accountId) {
        List<LastGiven> last = new ArrayList<>(new Query("""
                SELECT r.id, (SELECT json_object_agg(substr(e.key, 5), e.value) FROM json_each(r.inputs::json) e
                    WHERE e.key LIKE 'sys.%')::text
                FROM workflow_runs r WHERE r.tenant_id = ? AND r.app_id = ? AND r.account_id = ? AND r.triggered_from = 'debugging'
                ORDER BY r.created_at DESC, r.id DESC LIMIT 1""", tenantId, appId, accountId)
                .list(database, row -> new LastGiven("sys", row.getObject(1, UUID.class),
                        links.renewed(tenantId, orEmpty(row.getString(2))))));
        last.addAll(new Query("""
                SELECT DISTINCT ON (n.node_id) n.node_id, n.id, n.outputs FROM workflow_node_executions n
                JOIN workflow_runs r ON r.id = n.run_id AND r.account_id = ?
                WHERE n.tenant_id = ? AND n.app_id = ? AND n.draft AND n.status = 'succeeded' AND n.outputs IS NOT NULL
                ORDER BY n.node_id, n.created_at DESC, n.index DESC, n.id DESC""", accountId, tenantId, appId)
                .list(database, row -> new LastGiven(row.getString(1), row.getObject(2, UUID.class),
                        links.renewed(tenantId, row.getString(3)))));
        return last;
    }

    private static Failure notFound() { return WorkflowError.RUN_NOT_FOUND.because("Workflow run not found"); }

    private static Query filtered(Query query, RunFilter filter) {
        return query.when(filter.status(), "AND r.status = ?").when(filter.triggeredFrom(), "AND r.triggered_from = ?")
                .when(filter.since(), "AND r.created_at >= ?");
    }

    private RunSummary summary(ResultSet row, Map<UUID, Optional<Person>> known) throws SQLException {
        return new RunSummary(Query.id(row, "id"), row.getString("version"), Query.id(row, "conversation_id"),
                Query.id(row, "message_id"), row.getString("status"), row.getDouble("elapsed_time"), row.getLong("total_tokens"),
                row.getInt("total_steps"), people.of(Query.id(row, "account_id"), known), Query.time(row, "created_at"),
                Query.time(row, "finished_at"), row.getInt("exceptions_count"), 0);
    }

    private RunRecord detail(UUID tenantId, UUID appId, ResultSet row) throws SQLException {
        UUID account = Query.id(row, "account_id");
        return new RunRecord(Query.id(row, "id"), row.getString("version"),
                graph(tenantId, appId, row.getString("graph"), Query.id(row, "workflow_id")),
                shown(tenantId, row, "inputs"), row.getString("status"), shown(tenantId, row, "outputs"),
                row.getString("error"),
                row.getDouble("elapsed_time"), row.getLong("total_tokens"), row.getInt("total_steps"), role(account),
                people.of(account, new HashMap<>()), EndUserRef.of(Query.id(row, "end_user_id"), row.getString("user_name")),
                Query.time(row, "created_at"), Query.time(row, "finished_at"), row.getInt("exceptions_count"),
                Query.id(row, "conversation_id"), Query.id(row, "message_id"));
    }

    /** The graph that was run: that of a draft is kept with the run, that of a version is the version's. */
    private String graph(UUID tenantId, UUID appId, String ofRun, UUID workflowId) {
        return ofRun != null || workflowId == null
                ? orEmpty(ofRun)
                : workflows.find(tenantId, appId, workflowId).map(version -> version.graph().toString()).orElse(NEVER_PUBLISHED);
    }

    private NodeExecutionView node(UUID tenantId, ResultSet row, Map<UUID, Optional<Person>> known) throws SQLException {
        UUID account = Query.id(row, "account_id");
        return new NodeExecutionView(Query.id(row, "id"), row.getInt("index"), row.getString("predecessor_node_id"),
                row.getString("node_id"), row.getString("node_type"), row.getString("title"), shown(tenantId, row, "inputs"),
                shown(tenantId, row, "process_data"), shown(tenantId, row, "outputs"), false, false, false,
                row.getString("status"), row.getString("error"), row.getDouble("elapsed_time"),
                shown(tenantId, row, "execution_metadata"), "{}", Query.time(row, "created_at"), role(account),
                people.of(account, known), EndUserRef.of(Query.id(row, "end_user_id"), row.getString("user_name")),
                Query.time(row, "finished_at"));
    }

    private static String role(UUID account) { return account == null ? "end_user" : "account"; }

    private String shown(UUID tenantId, ResultSet row, String column) throws SQLException {
        return links.renewed(tenantId, orEmpty(row.getString(column)));
    }

    private static String orEmpty(String json) { return json == null ? "{}" : json; }
}
