package dev.difynative.tools.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.difynative.models.catalogue.LocalText;

/** The strategies of agents that are built in, under the names of the plugins that apps of Dify name them by. */
public final class AgentStrategies {
    private static final String OWN = "langgenius/agent";
    /** Strategies of the same kind that bring the tools of MCP servers along. */
    private static final String WITH_SERVERS = "junjiem/mcp_see_agent";
    private static final Map<String, Object> MODEL = parameter("model", "model-selector", "Model", true);
    private static final Map<String, Object> TOOLS = parameter("tools", "array[tools]", "Tools", true);
    private static final List<Map<String, Object>> SERVED = List.of(MODEL, parameter("tools", "array[tools]", "Tools", false),
            parameter("mcp_servers_config", "string", "MCP servers", false));
    private static final String CALLS = "The model calls functions.";
    private static final String WRITES = "The model writes down what it wants done.";
    private static final List<Map<String, Object>> TASK = List.of(parameter("instruction", "string", "Instruction", true),
            parameter("query", "string", "Query", true),
            parameter("maximum_iterations", "number", "Maximum iterations", true));

    private AgentStrategies() {}

    public static Optional<Map<String, Object>> find(String provider) {
        return List.of(OWN, WITH_SERVERS).stream()
                .filter(plugin -> List.of(plugin, providerOf(plugin), nameOf(plugin)).contains(provider))
                .map(AgentStrategies::provider).findFirst();
    }

    /** As the console of Dify reads providers. */
    public static List<Map<String, Object>> providers() {
        return List.of(provider(OWN), provider(WITH_SERVERS));
    }

    private static Map<String, Object> provider(String plugin) {
        return Map.of("provider", providerOf(plugin), "plugin_id", plugin, "plugin_unique_identifier", plugin, "declaration",
                Map.of("identity",
                        Map.of("author", plugin.substring(0, plugin.indexOf('/')), "name", providerOf(plugin), "label",
                                LocalText.same(plugin.equals(OWN) ? "Agent strategies" : "Agent strategies with MCP servers"),
                                "description", LocalText.same("How a model works with tools"), "icon", "", "tags", List.of()),
                        "plugin_id", plugin, "strategies",
                        plugin.equals(OWN)
                                ? List.of(strategy(plugin, "function_calling", "FunctionCalling", CALLS, List.of(MODEL, TOOLS)),
                                        strategy(plugin, "ReAct", "ReAct", WRITES, List.of(MODEL, TOOLS)))
                                : List.of(strategy(plugin, "mcp_sse_function_calling", "FunctionCalling", CALLS, SERVED),
                                        strategy(plugin, "mcp_sse_ReAct", "ReAct", WRITES, SERVED))));
    }

    private static String nameOf(String plugin) { return plugin.substring(plugin.indexOf('/') + 1); }

    private static String providerOf(String plugin) { return plugin + "/" + nameOf(plugin); }

    private static Map<String, Object> strategy(String plugin, String name, String label, String description,
            List<Map<String, Object>> means) {
        return Map.of("identity",
                Map.of("author", plugin.substring(0, plugin.indexOf('/')), "name", name, "label", LocalText.same(label),
                        "provider",
                        providerOf(plugin), "icon", ""),
                "description", LocalText.same(description), "features", List.of("history-messages"), "parameters",
                Stream.concat(means.stream(), TASK.stream()).toList());
    }

    private static Map<String, Object> parameter(String name, String type, String label, boolean required) {
        return Map.of("name", name, "type", type, "label", LocalText.same(label), "required", required);
    }
}
