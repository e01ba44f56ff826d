package dev.difynative.workflow.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.conversation.GraphTurns;
import dev.difynative.platform.persistence.Transactions;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.run.chatflow.ChatflowRunner;
import dev.difynative.workflow.run.journal.PauseStates;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/** Takes what paused runs wait for, and lets them go on: here, whichever process began them. */
@ApplicationScoped
public class RunResumption {
    private final AgroalDataSource database;
    private final StoredRuns stored;
    private final RunEnvironment environment;
    private final WorkflowRunner runner;
    private final ChatflowRunner chatflows;
    private final ReadyWorkflows workflows;
    private final GraphTurns turns;
    private final ObjectMapper json;

    private record Claimed(String state, Map<String, HandedIn> answers) {}

    RunResumption(AgroalDataSource database, StoredRuns stored, RunEnvironment environment, WorkflowRunner runner,
            ChatflowRunner chatflows, ReadyWorkflows workflows, GraphTurns turns, ObjectMapper json) {
        this.database = database;
        this.stored = stored;
        this.environment = environment;
        this.runner = runner;
        this.chatflows = chatflows;
        this.workflows = workflows;
        this.turns = turns;
        this.json = json;
    }

    /**
     * Hands in what a node of a paused run waits for. It is kept before anything else happens, so that it is not lost if this
     * process dies; a second answer for the same node changes nothing.
     *
     * @param waiting
     *            the id of the execution that waits; that of its node does where it is not in a container
     */
    public void handIn(UUID tenantId, UUID runId, String waiting, HandedIn answer) {
        try (Connection connection = database.getConnection()) {
            handIn(connection, tenantId, runId, waiting, answer);
        } catch (SQLException e) {
            throw new IllegalStateException("What was handed in could not be stored", e);
        }
        goOn(runId);
    }

    /** The same in the caller's transaction; {@link #goOn} is to be called after it. */
    public void handIn(Connection connection, UUID tenantId, UUID runId, String waiting, HandedIn answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO workflow_run_answers (run_id, node_id, answer, created_at)
                SELECT id, ?, ?, now() FROM workflow_runs WHERE id = ? AND tenant_id = ? AND status IN ('paused', 'running')
                ON CONFLICT DO NOTHING""")) {
            statement.setString(1, waiting);
            statement.setString(2, json.writeValueAsString(answer));
            statement.setObject(3, runId);
            statement.setObject(4, tenantId);
            if (statement.executeUpdate() == 0) {
                throw RunError.NOT_WAITING.because("The run does not wait for anything");
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void watch(@Observes StartupEvent started) { environment.registry().whenPaused(this::goOn); }

    /** Lets a run go on if it is paused and something was handed in; else nothing happens. */
    public void goOn(UUID runId) {
        Claimed claimed = claim(runId, true);
        if (claimed != null) {
            runner.resume(restored(runId, claimed), claimed.answers());
        }
    }

    /** Ends a paused run as stopped; nothing happens when it is not paused. */
    public void stop(UUID runId, String why) {
        Claimed claimed = claim(runId, false);
        if (claimed != null) {
            restored(runId, claimed).stop(why);
        }
    }

    private LiveRun restored(UUID runId, Claimed claimed) {
        WorkflowRun run = stored.find(runId).orElseThrow();
        PauseStates.Stored paused = environment.pauses().open(run.tenantId, claimed.state());
        RunScope scope = paused.scope();
        RunIdentity identity = StoredRuns.identity(run, paused.workflow());
        boolean chats = scope.conversationId() != null;
        Conversing conversing = chats
                ? chatflows.conversing(turns.turn(scope.conversationId(), scope.messageId()), scope,
                        workflows.of(paused.workflow()))
                : null;
        String soFar = chats ? turns.answerSoFar(scope.tenantId(), scope.messageId()) : "";
        return runner.restore(identity, paused.state(), stored.lastEvent(runId) + 1, conversing, soFar);
    }

    /** Makes the run this process's own, if nobody else has; null when there is nothing to go on with. */
    private Claimed claim(UUID runId, boolean answered) {
        try {
            return Transactions.run(database, connection -> claim(connection, runId, answered));
        } catch (SQLException e) {
            throw new IllegalStateException("The run could not be taken up again", e);
        }
    }

    private Claimed claim(Connection connection, UUID runId, boolean answered) throws SQLException {
        try (PreparedStatement own = connection.prepareStatement("""
                UPDATE workflow_runs SET status = 'running', instance_id = ? WHERE id = ? AND status = 'paused'
                AND (NOT ? OR EXISTS (SELECT 1 FROM workflow_run_answers WHERE run_id = ?))""")) {
            own.setObject(1, environment.instanceId());
            own.setObject(2, runId);
            own.setBoolean(3, answered);
            own.setObject(4, runId);
            if (own.executeUpdate() == 0) {
                return null;
            }
        }
        return new Claimed(state(connection, runId), answers(connection, runId));
    }

    private static String state(Connection connection, UUID runId) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT state FROM workflow_run_pauses WHERE run_id = ?")) {
            statement.setObject(1, runId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private Map<String, HandedIn> answers(Connection connection, UUID runId) throws SQLException {
        Map<String, HandedIn> answers = new LinkedHashMap<>();
        try (PreparedStatement statement = connection
                .prepareStatement("DELETE FROM workflow_run_answers WHERE run_id = ? RETURNING node_id, answer")) {
            statement.setObject(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.put(rows.getString(1), json.readValue(rows.getString(2), HandedIn.class));
                }
            }
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("What was handed in cannot be read", unreadable);
        }
        return answers;
    }
}
