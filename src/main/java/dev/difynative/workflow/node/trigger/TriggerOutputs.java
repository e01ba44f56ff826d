package dev.difynative.workflow.node.trigger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;

/** What a run was begun with, as outputs of the trigger that it began with. */
final class TriggerOutputs {
    private TriggerOutputs() {}

    static NodeResult of(NodeContext context) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        if (context.read(new Selector(List.of(context.node().id())))
                .orElse(Value.NOTHING) instanceof Value.Struct(Map<String, Value> given)) {
            outputs.putAll(given);
        }
        Map<String, Value> inputs = new LinkedHashMap<>(outputs);
        if (context.read(new Selector(List.of(Selector.SYSTEM)))
                .orElse(Value.NOTHING) instanceof Value.Struct(Map<String, Value> system)) {
            system.forEach((name, value) -> inputs.put(Selector.SYSTEM + "." + name, value));
        }
        return NodeResult.succeeded(outputs).withInputs(inputs);
    }
}
