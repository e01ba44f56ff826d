package dev.difynative.workflow.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.Value;

/** A variable that a node is given under a name of its own; without a selector it is nothing. */
public record VariableInput(String name, Selector selector) {

    /** Reads {@code [{variable, value_selector}]}; entries without a name, as editors leave them, are passed over. */
    public static List<VariableInput> list(NodeData data, String field) {
        return data.objects(field).stream().filter(input -> input.has("variable"))
                .map(input -> new VariableInput(input.required("variable"), input.selector("value_selector").orElse(null)))
                .toList();
    }

    public static Map<String, Value> read(List<VariableInput> inputs, NodeContext context) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (VariableInput input : inputs) {
            values.put(input.name(), Optional.ofNullable(input.selector()).flatMap(context::read).orElse(Value.NOTHING));
        }
        return values;
    }
}
