package dev.difynative.workflow.run.background;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.workflow.run.RunDetail;
import dev.difynative.workflow.run.WorkflowConfig;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;

/** Tells callback addresses of the ends of runs, again and again until they have heard it. */
@ApplicationScoped
public class RunCallbacks {
    private static final Logger LOG = Logger.getLogger(RunCallbacks.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST_REPLY_BYTES = 64 * 1024;
    private static final String DUE = """
            UPDATE workflow_run_callbacks SET attempts = attempts + 1, next_at = now() + interval '1 minute' WHERE run_id IN (
                SELECT c.run_id FROM workflow_run_callbacks c JOIN workflow_runs r ON r.id = c.run_id
                WHERE c.next_at <= now() AND r.status IN ('succeeded', 'failed', 'stopped', 'partial-succeeded')
                LIMIT 20 FOR UPDATE OF c SKIP LOCKED) RETURNING run_id, tenant_id, url, secret, attempts""";

    private final AgroalDataSource database;
    private final StoredRuns stored;
    private final OutboundClient client;
    private final CredentialVault vault;
    private final WorkflowConfig config;
    private final ObjectMapper json;
    private final Patrols patrols;
    private final FileLinks links;

    private record Due(UUID runId, UUID tenantId, String url, String secret, int attempts) {}

    /** What a callback address is told. */
    @RegisterForReflection
    record Told(String event, UUID workflowRunId, UUID taskId, RunDetail data) {}

    RunCallbacks(AgroalDataSource database, StoredRuns stored, OutboundClient client, CredentialVault vault,
            WorkflowConfig config, ObjectMapper json, Patrols patrols, FileLinks links) {
        this.database = database;
        this.stored = stored;
        this.client = client;
        this.vault = vault;
        this.config = config;
        this.json = json;
        this.patrols = patrols;
        this.links = links;
    }

    void watch(@Observes StartupEvent started) { patrols.every(PAUSE, "callbacks", this::look); }

    /** Looks for what is due, in the background. */
    void wake() {
        Thread.startVirtualThread(() -> {
            try {
                look();
            } catch (SQLException later) {
                LOG.warnf("Callbacks could not be looked for, will try again: %s", later.getMessage());
            }
        });
    }

    private void look() throws SQLException { due().forEach(due -> Thread.startVirtualThread(() -> deliver(due))); }

    private List<Due> due() throws SQLException {
        List<Due> due = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(DUE);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                due.add(new Due(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getString(3),
                        rows.getString(4), rows.getInt(5)));
            }
        }
        return due;
    }

    private void deliver(Due due) {
        String fault = fault(due);
        if (fault == null) {
            update("DELETE FROM workflow_run_callbacks WHERE run_id = ?", due.runId());
        } else if (due.attempts() >= config.callbackAttempts()) {
            LOG.warnf("Nobody could be told of the end of run %s, and %d attempts are enough: %s", due.runId(), due.attempts(),
                    fault);
            update("DELETE FROM workflow_run_callbacks WHERE run_id = ?", due.runId());
        } else {
            long pause = config.callbackPause().toMillis() << Math.min(due.attempts() - 1, 16);
            update("UPDATE workflow_run_callbacks SET next_at = now() + ? * interval '1 millisecond', last_error = ? WHERE run_id = ?",
                    pause, fault, due.runId());
        }
    }

    /** Why it did not work; null when it did. */
    private String fault(Due due) {
        try {
            WorkflowRun run = stored.find(due.runId()).orElseThrow();
            byte[] body = json.writeValueAsBytes(new Told("workflow_finished", run.id, run.taskId,
                    RunDetail.of(run, text -> links.renewed(run.tenantId, text))));
            String key = vault.open(due.tenantId(), AsyncRuns.SECRET_PURPOSE, due.secret());
            OutboundResponse answer = client.sendAndWait(OutboundRequest.postJson(OutboundPolicy.UNTRUSTED, due.url(),
                    Map.of("X-Signature", "sha256=" + signature(key, body)), Buffer.buffer(body))
                    .with(new OutboundRequest.Options(TIMEOUT, MOST_REPLY_BYTES, 0)));
            return answer.successful() ? null : "Status " + answer.status();
        } catch (Failure | SealedValueException | JsonProcessingException failed) {
            return failed.getMessage();
        }
    }

    public static String signature(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void update(String sql, Object... values) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException later) {
            // It is due again when its minute is over.
            LOG.warnf("A callback could not be written down: %s", later.getMessage());
        }
    }
}
