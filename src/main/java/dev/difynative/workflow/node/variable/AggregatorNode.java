package dev.difynative.workflow.node.variable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Brings branches together: the first variable that has a value, alone or once per group. */
@Singleton
class AggregatorNode implements NodeExecutor<AggregatorNode.Config> {
    private static final String OUTPUT = "output";

    record Config(ValueType type, List<Selector> variables, List<Group> groups) {}

    record Group(String name, ValueType type, List<Selector> variables) {}

    @Override
    public String type() { return "variable-aggregator"; }

    @Override
    public Config configure(NodeData data) {
        NodeData advanced = data.object("advanced_settings");
        List<Group> groups = advanced.flag("group_enabled", false)
                ? advanced.objects("groups").stream()
                        .map(group -> new Group(group.required("group_name"), typeOf(group), group.selectors("variables")))
                        .toList()
                : List.of();
        return new Config(typeOf(data), data.selectors("variables"), groups);
    }

    private static ValueType typeOf(NodeData data) {
        return ValueType.find(data.text("output_type", "any")).orElse(ValueType.ANY);
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Value> outputs = new LinkedHashMap<>();
        if (config.groups().isEmpty()) {
            outputs.put(OUTPUT, first(config.variables(), context, inputs));
        }
        for (Group group : config.groups()) {
            outputs.put(group.name(), Value.of(Map.of(OUTPUT, first(group.variables(), context, inputs))));
        }
        return NodeResult.succeeded(outputs).withInputs(inputs);
    }

    private static Value first(List<Selector> variables, NodeContext context, Map<String, Value> inputs) {
        for (Selector selector : variables) {
            Value value = context.read(selector).orElse(Value.NOTHING);
            if (!value.isNothing()) {
                inputs.put(selector.text(), value);
                return value;
            }
        }
        return Value.NOTHING;
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        if (config.groups().isEmpty()) {
            return Map.of(OUTPUT, config.type());
        }
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.groups().forEach(group -> outputs.put(group.name(), ValueType.OBJECT));
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }
}
