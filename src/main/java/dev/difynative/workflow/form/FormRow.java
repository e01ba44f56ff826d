package dev.difynative.workflow.form;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A form as it is stored.
 *
 * @param definition
 *            what the reader of its run was shown
 * @param waits
 *            whether its run still waits for it
 */
record FormRow(UUID id, UUID tenantId, UUID appId, UUID runId, String nodeId, JsonNode definition, String status,
        Instant expiresAt, boolean waits, UUID endUserId, UUID accountId, String user) {

    FormDefinition shown() {
        Map<String, String> presets = new LinkedHashMap<>();
        definition.path("resolved_default_values").properties().forEach(preset -> presets.put(preset.getKey(),
                preset.getValue().isTextual() ? preset.getValue().asText() : preset.getValue().toString()));
        return new FormDefinition(definition.path("form_content").asText(), definition.path("inputs"), presets,
                definition.path("actions"), expiresAt.getEpochSecond());
    }
}
