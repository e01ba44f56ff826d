package dev.difynative.workflow.node.tool;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/** The arguments of a tool: texts with places of variables, variables, constants. */
record ToolArguments(Map<String, Argument> arguments) {

    sealed interface Argument {}

    record Mixed(TextTemplate text) implements Argument {}

    record Variable(Selector selector) implements Argument {}

    record Constant(Value value) implements Argument {}

    static ToolArguments read(NodeData data, String... fields) {
        Map<String, Argument> arguments = new LinkedHashMap<>();
        for (String field : fields) {
            data.raw(field).properties()
                    .forEach(entry -> arguments.put(entry.getKey(), argument(entry.getValue(), data, field, entry.getKey())));
        }
        return new ToolArguments(arguments);
    }

    private static Argument argument(JsonNode node, NodeData data, String field, String name) {
        if (!node.isObject() || !node.has("type") || !node.has("value")) {
            return new Constant(Value.of(node));
        }
        JsonNode value = node.get("value");
        return switch (node.get("type").asText()) {
            case "mixed" -> value.isTextual() ? new Mixed(TextTemplate.parse(value.textValue())) : new Constant(Value.of(value));
            case "variable" -> value.isEmpty()
                    ? new Constant(Value.NOTHING)
                    : new Variable(Selector.read(value)
                            .orElseThrow(() -> data.fault(field + "." + name, "format", "must be a selector")));
            default -> value.isTextual() && value.textValue().contains("{{#")
                    ? new Mixed(TextTemplate.parse(value.textValue()))
                    : new Constant(Value.of(value));
        };
    }

    Map<String, Value> values(NodeContext context) {
        Map<String, Value> values = new LinkedHashMap<>();
        arguments.forEach((name, argument) -> {
            Value value = switch (argument) {
                case Mixed(TextTemplate text) -> Value.of(context.render(text));
                case Variable(Selector selector) -> context.read(selector).orElse(Value.NOTHING);
                case Constant(Value constant) -> constant;
            };
            values.put(name, value);
        });
        return values;
    }

    static Map<String, Object> plain(Map<String, Value> values) {
        Map<String, Object> plain = new LinkedHashMap<>(PlainValues.of(values));
        plain.values().removeIf(java.util.Objects::isNull);
        return plain;
    }
}
