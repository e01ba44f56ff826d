package dev.difynative.workflow.run.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.difynative.billing.LedgerBatch;
import dev.difynative.billing.UsageEntry;
import dev.difynative.platform.persistence.ArrayRows;
import dev.difynative.platform.persistence.RowBinder;
import dev.difynative.platform.persistence.RowWriter;
import dev.difynative.platform.persistence.WriteBatch;
import dev.difynative.workflow.engine.NodeRecord;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.RunScope;

/**
 * The SQL of the {@link RunJournal}. New rows of all tables travel together; each other statement is one JDBC batch, sent after
 * them.
 */
public final class RunStatements implements AutoCloseable {
    private static final ArrayRows.Columns RUNS = new ArrayRows.Columns("workflow_runs", """
            id uuid, tenant_id uuid, app_id uuid, workflow_id uuid, version text, type text, triggered_from text, created_from text,
            graph text, inputs text, end_user_id uuid, account_id uuid, user_name text, task_id uuid, conversation_id uuid,
            message_id uuid, created_at timestamptz, entry_node_id text, instance_id uuid, status text, outputs text, error text,
            elapsed_time double precision, total_tokens bigint, total_price numeric, currency text, total_steps integer,
            exceptions_count integer, finished_at timestamptz""");
    private static final String PROGRESS = """
            UPDATE workflow_runs SET instance_id = ?, status = ?, outputs = ?, error = ?, elapsed_time = ?, total_tokens = ?,
                total_price = ?, currency = ?, total_steps = ?, exceptions_count = ?, finished_at = ? WHERE id = ?""";
    // Before the run is ended, and only if nobody has ended it before.
    private static final String CHARGED = LedgerBatch.insertFrom("""
            SELECT r.tenant_id, r.app_id, r.end_user_id, ?, ?, ?, ?, ?, ?, ? FROM workflow_runs r
            WHERE r.id = ? AND r.status IN ('scheduled', 'running', 'paused')""");
    private static final String NODE = """
            id, tenant_id, app_id, run_id, draft, index, predecessor_node_id, node_id, node_type, title, created_at, inputs,
            process_data, outputs, status, error, elapsed_time, execution_metadata, finished_at""";
    private static final ArrayRows.Columns NODES = new ArrayRows.Columns("workflow_node_executions", """
            id uuid, tenant_id uuid, app_id uuid, run_id uuid, draft boolean, index integer, predecessor_node_id text, node_id text,
            node_type text, title text, created_at timestamptz, inputs text, process_data text, outputs text, status text,
            error text, elapsed_time double precision, execution_metadata text, finished_at timestamptz""");
    private static final ArrayRows.Columns EVENTS = new ArrayRows.Columns("workflow_run_events",
            "run_id uuid, first_event integer, last_event integer, frames bytea");
    /** A node that may have been stored while it was under way. */
    private static final String NODE_AGAIN = "INSERT INTO workflow_node_executions (" + NODE + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET inputs = EXCLUDED.inputs, process_data = EXCLUDED.process_data,
                outputs = EXCLUDED.outputs, status = EXCLUDED.status, error = EXCLUDED.error,
                elapsed_time = EXCLUDED.elapsed_time, execution_metadata = EXCLUDED.execution_metadata,
                finished_at = EXCLUDED.finished_at""";
    private static final String PAUSE = """
            INSERT INTO workflow_run_pauses (run_id, state, created_at) VALUES (?, ?, now())
            ON CONFLICT (run_id) DO UPDATE SET state = EXCLUDED.state, created_at = EXCLUDED.created_at""";
    private static final String FORM = """
            INSERT INTO human_input_forms (id, tenant_id, app_id, run_id, message_id, node_id, token, definition, status,
                expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, now()) ON CONFLICT (id) DO NOTHING""";
    private static final String MAIL = """
            INSERT INTO human_input_mails (id, form_id, tenant_id, recipient, token, subject, body, attempts, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, now()) ON CONFLICT (id) DO NOTHING""";
    private static final String CALLBACK = """
            INSERT INTO workflow_run_callbacks (run_id, tenant_id, url, secret, attempts, next_at)
            VALUES (?, ?, ?, ?, 0, now())""";

    private final WriteBatch batch;
    private final Frames.Packer packer;
    private final ArrayRows runs = new ArrayRows(RUNS);
    private final ArrayRows nodes = new ArrayRows(NODES);
    private final ArrayRows events = new ArrayRows(EVENTS);
    private final LedgerBatch ledger = new LedgerBatch();

    public RunStatements(Connection connection, Frames.Packer packer) {
        this.batch = new WriteBatch(connection);
        this.packer = packer;
    }

    public void add(RunLedger.Helping helping) throws SQLException {
        RunIdentity run = helping.run();
        if (helping.isNew()) {
            insert(run, helping.instance(), helping.progress());
            if (helping.progress().status().isFinal()) {
                RunCharges.of(run, helping.progress().spending()).forEach(ledger::add);
            }
        } else if (helping.progress() != null) {
            if (helping.progress().status().isFinal()) {
                charge(run, helping.progress());
            }
            RowBinder row = batch.row(PROGRESS);
            progress(row, helping.instance(), helping.progress()).id(run.id()).end();
        }
        for (NodeRow node : helping.nodes()) {
            node(run, node);
        }
        if (helping.frames() != null) {
            events.id(run.id()).integer(helping.firstEvent()).integer(helping.lastEvent())
                    .bytes(packer.deflated(helping.frames())).end();
        }
        if (helping.pause() != null) {
            batch.row(PAUSE).id(run.id()).text(helping.pause()).end();
        }
        for (PausedForm form : helping.forms()) {
            form(run.scope(), form);
        }
        if (helping.callback() != null) {
            batch.row(CALLBACK).id(run.id()).id(run.scope().tenantId()).text(helping.callback().url())
                    .text(helping.callback().secret()).end();
        }
    }

    public void execute() throws SQLException {
        // Runs first, because all else refers to them.
        batch.write(List.of(runs, nodes, events, ledger.rows()),
                List.of(CHARGED, PROGRESS, NODE_AGAIN, PAUSE, FORM, MAIL, CALLBACK));
    }

    @Override
    public void close() throws SQLException { batch.close(); }

    private void insert(RunIdentity run, UUID instance, RunProgress progress) throws SQLException {
        RunScope scope = run.scope();
        RowWriter row = runs.id(run.id()).id(scope.tenantId()).id(scope.appId()).id(scope.workflowId())
                .text(run.workflow().version()).text(run.type()).text(run.triggeredFrom()).text(run.createdFrom())
                .text(scope.draft() ? run.workflow().graph().toString() : null).text(run.inputs()).id(scope.endUserId())
                .id(scope.accountId()).text(scope.user()).id(run.taskId()).id(scope.conversationId()).id(scope.messageId())
                .time(run.createdAt()).text(run.entry());
        progress(row, instance, progress).end();
    }

    private void charge(RunIdentity run, RunProgress end) throws SQLException {
        for (UsageEntry entry : RunCharges.of(run, end.spending())) {
            batch.row(CHARGED).text(entry.place().model()).date(entry.place().day()).text(entry.place().currency())
                    .number(entry.requests()).number(entry.tokensIn()).number(entry.tokensOut()).money(entry.price())
                    .id(run.id()).end();
        }
    }

    private static RowWriter progress(RowWriter row, UUID instance, RunProgress progress) throws SQLException {
        boolean held = progress.status() == RunStatus.RUNNING || progress.status() == RunStatus.SCHEDULED;
        return row.id(held ? instance : null).text(progress.status().wire()).text(progress.outputs()).text(progress.error())
                .real(progress.seconds()).number(progress.spending().tokens()).money(progress.spending().price())
                .text(progress.spending().currency()).integer(progress.steps()).integer(progress.exceptions())
                .time(progress.finishedAt());
    }

    private void node(RunIdentity run, NodeRow node) throws SQLException {
        NodeRecord execution = node.execution();
        NodeRecord.Outcome outcome = execution.outcome();
        RowWriter row = node.again() ? batch.row(NODE_AGAIN) : nodes;
        row.id(node.id()).id(run.scope().tenantId()).id(run.scope().appId()).id(run.id())
                .flag(run.scope().draft()).integer(execution.index()).text(execution.predecessor()).text(execution.node().id())
                .text(execution.node().type()).text(execution.node().title()).time(execution.startedAt()).text(node.inputs())
                .text(node.processData()).text(node.outputs())
                .text(outcome == null ? RunStatus.RUNNING.wire() : outcome.status().wire())
                .text(outcome == null ? null : outcome.error()).real(outcome == null ? 0 : outcome.seconds())
                .text(node.metadata()).time(outcome == null ? null : outcome.finishedAt()).end();
    }

    private void form(RunScope run, PausedForm form) throws SQLException {
        batch.row(FORM).id(form.id()).id(run.tenantId()).id(run.appId()).id(run.runId()).id(run.messageId())
                .text(form.nodeId()).text(form.token()).text(form.definition()).time(form.expiresAt()).end();
        for (PausedForm.Invitation mail : form.invitations()) {
            batch.row(MAIL).id(mail.id()).id(form.id()).id(run.tenantId()).text(mail.recipient()).text(mail.token())
                    .text(mail.subject()).text(mail.body()).end();
        }
    }
}
