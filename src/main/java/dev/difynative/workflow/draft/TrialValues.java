package dev.difynative.workflow.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.Value;

/**
 * The variables that a node finds when it is tried out: what the nodes before it gave when they were last run, and over it what
 * the editor gives now.
 */
final class TrialValues {
    private final Map<String, Map<String, Value>> scopes = new LinkedHashMap<>();
    private final String nodeId;
    private final JsonNode data;

    TrialValues(String nodeId, JsonNode data) {
        this.nodeId = nodeId;
        this.data = data;
    }

    void lastOutputs(String node, Map<String, Value> outputs) { scopes.put(node, new LinkedHashMap<>(outputs)); }

    /** Takes a value under {@code #node.variable#}, {@code node.variable}, the name that the node itself gives it, or its own name. */
    void give(String key, Object value) {
        String bare = key.length() > 1 && key.startsWith("#") && key.endsWith("#") ? key.substring(1, key.length() - 1) : key;
        Selector selector = Selector.parse(bare).or(() -> named(data, bare)).orElseGet(() -> Selector.of(nodeId, bare));
        put(selector, Value.ofPlain(value));
    }

    void put(Selector selector, Value value) {
        Map<String, Value> scope = scopes.computeIfAbsent(selector.node(), unused -> new LinkedHashMap<>());
        scope.put(selector.variable(), nested(scope.get(selector.variable()), selector.inside(), value));
    }

    Map<String, Map<String, Value>> scopes() { return scopes; }

    private static Value nested(Value present, List<String> inside, Value value) {
        if (inside.isEmpty()) {
            return value;
        }
        Value.Struct outer = present instanceof Value.Struct struct ? struct : new Value.Struct(Map.of());
        String first = inside.getFirst();
        return outer.with(first, nested(outer.fields().get(first), inside.subList(1, inside.size()), value));
    }

    /** What a node calls {@code arg1} is somewhere in its settings, beside the selector that it stands for. */
    private static Optional<Selector> named(JsonNode settings, String name) {
        if (settings.isObject() && settings.path("variable").asText("").equals(name)) {
            Optional<Selector> found = Selector.read(settings.path("value_selector"));
            if (found.isPresent()) {
                return found;
            }
        }
        for (JsonNode part : settings) {
            Optional<Selector> found = part.isContainerNode() ? named(part, name) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
