package dev.difynative.apps.dsl;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.catalogue.Catalogue;

/** The plugins that an app needs: those its file names, and those the nodes of its graph name. */
final class DslDependencies {
    private static final String FIELD = "plugin_unique_identifier";
    private static final String AGENT_STRATEGIES = "langgenius/agent";

    private DslDependencies() {}

    /** The plugins that the nodes of a graph name, such as {@code author/plugin:0.1.0@hash}. */
    static SequencedSet<String> ofGraph(JsonNode graph) {
        SequencedSet<String> plugins = new LinkedHashSet<>();
        for (JsonNode node : graph.path("nodes")) {
            String plugin = node.path("data").path(FIELD).asText("");
            if (!plugin.isBlank()) {
                plugins.add(plugin);
            }
        }
        return plugins;
    }

    /** Adds what the graph names and neither the file nor the graph of the file named. */
    static void complete(ObjectNode file, JsonNode graph, Set<String> knownBefore) {
        Set<String> listed = new LinkedHashSet<>(knownBefore);
        file.path("dependencies").forEach(dependency -> listed.add(identifier(dependency)));
        for (String plugin : ofGraph(graph)) {
            if (listed.add(plugin)) {
                ArrayNode dependencies = file.path("dependencies").isArray()
                        ? (ArrayNode) file.path("dependencies")
                        : file.putArray("dependencies");
                dependencies.add(marketplace(file, plugin));
            }
        }
    }

    /** Those that a file really uses and that nothing here can stand in for, whether it lists them or not. */
    static ArrayNode leaked(ObjectNode file) {
        ArrayNode leaked = file.arrayNode();
        Set<String> seen = new LinkedHashSet<>();
        String content = file.path("workflow") + " " + file.path("model_config");
        for (JsonNode dependency : file.path("dependencies")) {
            String identifier = identifier(dependency);
            if (!isServed(identifier) && isNamed(identifier, content) && seen.add(identifier)) {
                ObjectNode shown = leaked.addObject();
                shown.set("type", dependency.path("type"));
                shown.set("value", dependency.path("value"));
                shown.set("current_identifier", dependency.path("current_identifier"));
            }
        }
        for (String plugin : ofGraph(file.path("workflow").path("graph"))) {
            if (!isServed(plugin) && seen.add(plugin)) {
                leaked.add(marketplace(file, plugin));
            }
        }
        return leaked;
    }

    static String identifier(JsonNode dependency) {
        JsonNode value = dependency.path("value");
        for (String field : new String[]{"marketplace_plugin_unique_identifier", "github_plugin_unique_identifier", FIELD}) {
            if (!value.path(field).asText("").isBlank()) {
                return value.path(field).asText();
            }
        }
        return value.path("repo").asText(value.path("package").asText(""));
    }

    /** Model providers are part of this service, and so are the strategies of Dify's own agent plugin. */
    private static boolean isServed(String identifier) {
        String plugin = plugin(identifier);
        return plugin.equals(AGENT_STRATEGIES) || Catalogue.find(plugin).isPresent();
    }

    /** Files list plugins that they do not use (any more); what uses one names it, or what it provides, which has its name. */
    private static boolean isNamed(String identifier, String content) {
        String plugin = plugin(identifier);
        return content.contains("\"" + plugin + "\"") || content.contains("\"" + plugin + "/")
                || content.contains("\"" + plugin + ":")
                || content.contains(":\"" + plugin.substring(plugin.lastIndexOf('/') + 1) + "\"");
    }

    private static String plugin(String identifier) { return identifier.split("[:@]", 2)[0]; }

    private static ObjectNode marketplace(ObjectNode file, String plugin) {
        ObjectNode dependency = file.objectNode();
        dependency.putNull("current_identifier");
        dependency.put("type", "marketplace");
        dependency.putObject("value").put("marketplace_plugin_unique_identifier", plugin).putNull("version");
        return dependency;
    }
}
