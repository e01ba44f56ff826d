package dev.difynative.tools.provider;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.tools.ToolKind;

/**
 * A provider of tools as a workspace has added it, secrets in the clear: kept in memory only, never printed.
 *
 * @param definition
 *            what the kind needs to know, must not be changed
 * @param secrets
 *            credentials or headers that its calls carry
 * @param pluginId
 *            the plugin that brought it, or null
 */
public record StoredProvider(UUID id, UUID tenantId, ToolKind kind, String name, JsonNode definition,
        Map<String, String> secrets, String pluginId, UUID createdBy, Instant createdAt, Instant updatedAt) {

    public String text(String field) { return definition.path(field).asText(""); }

    @Override
    public String toString() { return kind + " " + name; }
}
