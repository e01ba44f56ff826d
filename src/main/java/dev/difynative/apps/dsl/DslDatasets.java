package dev.difynative.apps.dsl;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Puts other datasets into a file of an app. Dify encrypts the ids of datasets in the files that it exports, so that they mean
 * nothing elsewhere; its console shows the same graph with ids that can be read.
 */
public final class DslDatasets {
    private static final String IDS = "dataset_ids";

    private DslDatasets() {}

    /**
     * The same file, as JSON (which is YAML too).
     *
     * @param shown
     *            the graph as the console shows it; missing or null when the app has none
     * @param ids
     *            the ids of datasets there and here
     */
    public static String moved(String yaml, JsonNode shown, Map<String, String> ids) {
        JsonNode document = YamlReader.read(yaml);
        Map<String, JsonNode> readable = new HashMap<>();
        shown.path("nodes").forEach(node -> readable.put(node.path("id").asText(), node.at("/data/" + IDS)));
        for (JsonNode node : document.at("/workflow/graph/nodes")) {
            JsonNode known = readable.get(node.path("id").asText());
            if (known instanceof ArrayNode array && node.path("data") instanceof ObjectNode data) {
                data.set(IDS, array.deepCopy());
            }
        }
        return replaced(document, ids).toString();
    }

    /** Only whole texts are ids: what merely contains one, another id for instance, stays as it is. */
    private static JsonNode replaced(JsonNode node, Map<String, String> ids) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(replaced(field.getValue(), ids)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), ids));
            }
        } else if (node.isTextual() && ids.containsKey(node.textValue())) {
            return TextNode.valueOf(ids.get(node.textValue()));
        }
        return node;
    }
}
