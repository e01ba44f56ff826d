package dev.difynative.workflow;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One version of an app's workflow as it is run: the graph and what belongs to it, secrets in the clear.
 *
 * @param version
 *            {@code v1.0.0…}, or {@code draft}
 * @param environmentVariables
 *            a list of objects with id, name, value, value_type
 * @param conversationVariables
 *            a list of the same form
 */
@RegisterForReflection
public record WorkflowSnapshot(UUID id, UUID tenantId, UUID appId, String version, JsonNode graph, JsonNode features,
        JsonNode environmentVariables, JsonNode conversationVariables) {
    public static final String DRAFT = "draft";

    /** Whether the version may still change, so that nothing made from it may be kept. */
    public boolean isDraft() {
        return DRAFT.equals(version);
    }
}
