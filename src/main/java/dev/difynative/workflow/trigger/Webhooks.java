package dev.difynative.workflow.trigger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.run.background.TriggeredRuns;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Takes calls of webhooks: the run that a call begins is in the database before the call is answered. */
@Singleton
public class Webhooks {
    private static final String DONE = "Webhook processed successfully";
    private static final String KEEP = """
            INSERT INTO workflow_trigger_tests (trigger_id, inputs, created_at) VALUES (?, ?, now())
            ON CONFLICT (trigger_id) DO UPDATE SET inputs = EXCLUDED.inputs, created_at = EXCLUDED.created_at""";

    private final Triggers triggers;
    private final PublishedWorkflows published;
    private final TriggeredRuns runs;
    private final EndUsers endUsers;
    private final UploadFiles uploads;
    private final AgroalDataSource database;
    private final ObjectMapper json;

    Webhooks(Triggers triggers, PublishedWorkflows published, TriggeredRuns runs, EndUsers endUsers, UploadFiles uploads,
            AgroalDataSource database, ObjectMapper json) {
        this.triggers = triggers;
        this.published = published;
        this.runs = runs;
        this.endUsers = endUsers;
        this.uploads = uploads;
        this.database = database;
        this.json = json;
    }

    /** What a caller is answered, as the node says. */
    public record Answer(int status, JsonNode body) {}

    /** Begins a run of the published workflow. */
    public Answer call(String webhookId, WebhookCall call) {
        Trigger trigger = find(webhookId);
        if (!trigger.published || !trigger.enabled) {
            throw TriggerError.WEBHOOK_OFF.because("This webhook is switched off");
        }
        WorkflowSnapshot workflow = published.current(trigger.tenantId, trigger.appId)
                .orElseThrow(() -> TriggerError.WEBHOOK_OFF.because("This webhook is switched off"));
        WebhookSettings settings = settings(trigger, node(workflow, trigger));
        Map<String, Value> values = read(trigger, settings, call);
        runs.submit(new TriggeredRuns.Start(workflow, trigger.nodeId, RunIdentity.WEBHOOK, new HashMap<>(values)));
        return answer(settings);
    }

    /** Keeps a call for the editor that waits for one. */
    public Answer tryOut(String webhookId, WebhookCall call) {
        Trigger trigger = find(webhookId);
        WebhookSettings settings = settings(trigger,
                triggers.draftNode(trigger.tenantId, trigger.appId, trigger.nodeId).path("data"));
        Map<String, Value> values = read(trigger, settings, call);
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setObject(1, trigger.id);
            statement.setString(2, Values.object(values).toString());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A call of a webhook could not be kept", e);
        }
        return answer(settings);
    }

    private static Trigger find(String webhookId) {
        return QuarkusTransaction.requiringNew().call(() -> Trigger.findWebhook(webhookId))
                .orElseThrow(() -> TriggerError.TRIGGER_NOT_FOUND.because("Webhook not found"));
    }

    private static JsonNode node(WorkflowSnapshot workflow, Trigger trigger) {
        for (JsonNode node : workflow.graph().path("nodes")) {
            if (node.path("id").asText().equals(trigger.nodeId)) {
                return node.path("data");
            }
        }
        throw TriggerError.WEBHOOK_OFF.because("This webhook is switched off");
    }

    private static WebhookSettings settings(Trigger trigger, JsonNode data) {
        try {
            return WebhookSettings.read(data);
        } catch (ConfigFault unreadable) {
            throw TriggerError.WEBHOOK_OFF.because("The settings of this webhook cannot be read: %s", unreadable.getMessage());
        }
    }

    private Map<String, Value> read(Trigger trigger, WebhookSettings settings, WebhookCall call) {
        return new WebhookValues(settings, call, upload -> keep(trigger, upload), json).read();
    }

    private Value keep(Trigger trigger, WebhookCall.Upload upload) {
        UUID caller = endUsers.idOf(trigger.tenantId, trigger.appId, null);
        try (InputStream content = upload.content()) {
            FileView file = uploads.store(new NewUpload(trigger.tenantId, trigger.appId, NewUpload.Uploader.endUser(caller),
                    upload.name(), upload.mimeType()), content);
            return runs.file(trigger.tenantId, file.id());
        } catch (IOException broken) {
            throw new UncheckedIOException("A file that came with a call could not be read", broken);
        }
    }

    private Answer answer(WebhookSettings settings) {
        String text = settings.answer().strip();
        ObjectNode plain = json.createObjectNode();
        if (text.isEmpty()) {
            return new Answer(settings.status(), plain.put("status", "success").put("message", DONE));
        }
        try {
            JsonNode body = text.startsWith("{") || text.startsWith("[") ? json.readTree(text) : null;
            return new Answer(settings.status(), body == null ? plain.put("message", settings.answer()) : body);
        } catch (JsonProcessingException noJson) {
            return new Answer(settings.status(), plain.put("message", settings.answer()));
        }
    }

    /** The variables of the last call of a webhook's debug address, taken away with it; null when there was none of late. */
    Map<String, Object> takeTried(UUID tenantId, UUID appId, String nodeId) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM workflow_trigger_tests t USING workflow_triggers g WHERE g.id = t.trigger_id AND g.tenant_id = ?
                    AND g.app_id = ? AND g.node_id = ? RETURNING t.inputs, t.created_at > now() - interval '5 minutes'""")) {
            statement.setObject(1, tenantId);
            statement.setObject(2, appId);
            statement.setString(3, nodeId);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(2) ? new HashMap<>(Values.fields(json.readTree(row.getString(1)))) : null;
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("A kept call of a webhook could not be read", e);
        }
    }

}
