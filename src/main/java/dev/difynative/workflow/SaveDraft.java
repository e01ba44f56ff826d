package dev.difynative.workflow;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/**
 * A draft as an editor sends it. What is null stays as it is stored; {@code hash} is that of the draft the editor began with,
 * null when it does not care.
 */
public record SaveDraft(ObjectNode graph, ObjectNode features, ArrayNode environmentVariables,
        ArrayNode conversationVariables, ObjectNode extra, String hash, boolean force) {
    /** What this call itself means, and what the answer of a read adds: neither is the editor's own. */
    private static final Set<String> MEANT = Set.of("graph", "features", "environment_variables", "conversation_variables",
            "hash",
            "force", "id", "version", "marked_name", "marked_comment", "created_by", "created_at", "updated_by", "updated_at",
            "tool_published", "result", "issues");

    public static SaveDraft of(ObjectNode body) {
        ObjectNode graph = part(body, "graph", ObjectNode.class, "an object");
        if (graph == null) {
            throw Parameters.missing("graph");
        }
        requireArray(graph, "nodes");
        requireArray(graph, "edges");
        ArrayNode environment = part(body, "environment_variables", ArrayNode.class, "an array");
        ArrayNode conversation = part(body, "conversation_variables", ArrayNode.class, "an array");
        VariableRules.check("environment_variables", environment);
        VariableRules.check("conversation_variables", conversation);
        return new SaveDraft(graph, part(body, "features", ObjectNode.class, "an object"), environment, conversation,
                unknown(body), text(body, "hash"), flag(body, "force"));
    }

    /** Only what belongs to a graph, which itself stays. */
    static SaveDraft around(ObjectNode graph, ObjectNode body) {
        ArrayNode environment = part(body, "environment_variables", ArrayNode.class, "an array");
        ArrayNode conversation = part(body, "conversation_variables", ArrayNode.class, "an array");
        VariableRules.check("environment_variables", environment);
        VariableRules.check("conversation_variables", conversation);
        return new SaveDraft(graph, part(body, "features", ObjectNode.class, "an object"), environment, conversation,
                body.objectNode(), null, true);
    }

    private static ObjectNode unknown(ObjectNode body) {
        ObjectNode extra = body.objectNode();
        body.properties().forEach(field -> {
            if (!MEANT.contains(field.getKey()) && !field.getKey().startsWith("_")) {
                extra.set(field.getKey(), field.getValue());
            }
        });
        return extra;
    }

    private static void requireArray(ObjectNode graph, String field) {
        if (!graph.path(field).isArray()) {
            throw CommonError.INVALID_PARAM.field("graph." + field, graph.hasNonNull(field) ? "type" : "required",
                    "Parameter 'graph.%s' must be an array", field);
        }
    }

    private static <T extends JsonNode> T part(ObjectNode body, String field, Class<T> type, String what) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw CommonError.INVALID_PARAM.field(field, "type", "Parameter '%s' must be %s", field, what);
        }
        return type.cast(value);
    }

    private static String text(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw CommonError.INVALID_PARAM.field(field, "type", "Parameter '%s' must be a string", field);
        }
        return value.asText("").isEmpty() || value.isNull() ? null : value.asText();
    }

    private static boolean flag(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw CommonError.INVALID_PARAM.field(field, "type", "Parameter '%s' must be true or false", field);
        }
        return value.asBoolean(false);
    }
}
