package dev.difynative.apps.dsl;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes out of what is given away what opens something, or means something, only in the workspace that it comes from. */
final class DslPrivacy {
    private static final String CREDENTIAL = "credential_id";
    private static final List<String> ADDRESSES = List.of("webhook_url", "webhook_debug_url", "subscription_id");

    private DslPrivacy() {}

    /** The addresses at which triggers can be called: who knows one may call it. */
    static void blankAddresses(JsonNode graph) {
        for (JsonNode node : graph.path("nodes")) {
            if (node.path("data") instanceof ObjectNode data && data.path("type").asText().startsWith("trigger-")) {
                ADDRESSES.stream().filter(data::hasNonNull).forEach(address -> data.put(address, ""));
            }
        }
    }

    /** Which of the workspace's credentials nodes and their tools use. */
    static void dropCredentials(JsonNode graph) {
        for (JsonNode node : graph.path("nodes")) {
            drop(node.path("data"));
            node.path("data").path("agent_parameters").path("tools").path("value").forEach(DslPrivacy::drop);
        }
    }

    /** The same of the tools of an agent app. */
    static void dropCredentialsOfAgent(JsonNode modelConfig) {
        modelConfig.path("agent_mode").path("tools").forEach(DslPrivacy::drop);
    }

    private static void drop(JsonNode holder) {
        if (holder instanceof ObjectNode object) {
            object.remove(CREDENTIAL);
        }
    }
}
