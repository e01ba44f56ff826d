package dev.difynative.tools.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.models.catalogue.LocalText;

/** The strategies of agents that are built in, under the names of the plugin that apps of Dify name them by. */
public final class AgentStrategies {
    private static final String PLUGIN = "langgenius/agent";
    private static final String PROVIDER = "langgenius/agent/agent";

    private AgentStrategies() {}

    public static Optional<Map<String, Object>> find(String provider) {
        return provider.equals(PROVIDER) || provider.equals("agent") || provider.equals(PLUGIN)
                ? Optional.of(provider())
                : Optional.empty();
    }

    /** As the console of Dify reads a provider. */
    public static Map<String, Object> provider() {
        return Map.of("provider", PROVIDER, "plugin_id", PLUGIN, "plugin_unique_identifier", PLUGIN, "declaration",
                Map.of("identity",
                        Map.of("author", "langgenius", "name", PROVIDER, "label", LocalText.same("Agent strategies"),
                                "description",
                                LocalText.same("How a model works with tools"), "icon", "", "tags", List.of()),
                        "plugin_id", PLUGIN, "strategies",
                        List.of(strategy("function_calling", "FunctionCalling", "The model calls functions."),
                                strategy("ReAct", "ReAct", "The model writes down what it wants done."))));
    }

    private static Map<String, Object> strategy(String name, String label, String description) {
        return Map.of("identity",
                Map.of("author", "langgenius", "name", name, "label", LocalText.same(label), "provider", PROVIDER, "icon", ""),
                "description", LocalText.same(description), "features", List.of("history-messages"), "parameters",
                List.of(parameter("model", "model-selector", "Model", true), parameter("tools", "array[tools]", "Tools", true),
                        parameter("instruction", "string", "Instruction", true), parameter("query", "string", "Query", true),
                        parameter("maximum_iterations", "number", "Maximum iterations", true)));
    }

    private static Map<String, Object> parameter(String name, String type, String label, boolean required) {
        return Map.of("name", name, "type", type, "label", LocalText.same(label), "required", required);
    }
}
