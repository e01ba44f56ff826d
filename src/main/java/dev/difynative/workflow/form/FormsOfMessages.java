package dev.difynative.workflow.form;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.chat.history.MessageForms;
import dev.difynative.files.FileLinks;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.node.human.FormText;
import dev.difynative.workflow.value.Value;
import io.agroal.api.AgroalDataSource;

/** The forms of chatflows in the messages that they belong to. */
@Singleton
class FormsOfMessages implements MessageForms {
    private static final String SELECT = """
            SELECT message_id, run_id, definition, status, action_id, inputs FROM human_input_forms
            WHERE tenant_id = ? AND message_id = ANY (?) ORDER BY created_at, id""";

    private final AgroalDataSource database;
    private final GraphJson json;
    private final FileLinks links;

    FormsOfMessages(AgroalDataSource database, GraphJson json, FileLinks links) {
        this.database = database;
        this.json = json;
        this.links = links;
    }

    @Override
    public Map<UUID, List<JsonNode>> of(UUID tenantId, Collection<UUID> messageIds) {
        Map<UUID, List<JsonNode>> byMessage = new HashMap<>();
        if (messageIds.isEmpty()) {
            return byMessage;
        }
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", messageIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byMessage.computeIfAbsent(row.getObject(1, UUID.class), first -> new ArrayList<>()).add(shown(tenantId, row));
                }
            }
            return byMessage;
        } catch (SQLException failed) {
            throw new IllegalStateException("The forms of messages cannot be read", failed);
        }
    }

    private JsonNode shown(UUID tenantId, ResultSet row) throws SQLException {
        JsonNode definition = json.stored(links.renewed(tenantId, row.getString("definition")));
        boolean submitted = row.getString("status").equals("submitted");
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", "human_input")
                .put("workflow_run_id", row.getString("run_id")).put("submitted", submitted);
        shown.set("form_definition", definition);
        shown.set("form_submission_data", submitted
                ? submission(definition, row.getString("action_id"),
                        json.stored(links.renewed(tenantId, row.getString("inputs"))))
                : NullNode.getInstance());
        return shown;
    }

    private static ObjectNode submission(JsonNode definition, String action, JsonNode entered) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("node_id", definition.path("node_id").asText())
                .put("node_title", definition.path("node_title").asText())
                .put("rendered_content", FormText.filled(definition.path("form_content").asText(),
                        field -> entered.has(field) ? Value.of(entered.get(field)) : null))
                .put("action_id", action);
        for (JsonNode offered : definition.path("actions")) {
            if (offered.path("id").asText().equals(action)) {
                data.set("action_text", offered.path("title"));
            }
        }
        return data;
    }
}
