package dev.difynative.workflow.node.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Where a run begins: its outputs are what the caller has filled in. */
@Singleton
class StartNode implements NodeExecutor<StartNode.Config> {

    record Config(List<Variable> variables) {}

    record Variable(String name, ValueType type) {}

    @Override
    public String type() { return "start"; }

    @Override
    public NodeKind kind() { return NodeKind.ENTRY; }

    @Override
    public Config configure(NodeData data) {
        return new Config(data.objects("variables").stream()
                .map(variable -> new Variable(variable.required("variable"), typeOf(variable.text("type", "text-input"))))
                .toList());
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        // The run has put the checked inputs there before it began.
        Optional<Value> given = context.read(new Selector(List.of(context.node().id())));
        Map<String, Value> outputs = new LinkedHashMap<>();
        if (given.orElse(Value.NOTHING) instanceof Value.Struct(Map<String, Value> fields)) {
            outputs.putAll(fields);
        }
        Map<String, Value> inputs = new LinkedHashMap<>(outputs);
        if (context.read(new Selector(List.of(Selector.SYSTEM))).orElse(Value.NOTHING) instanceof Value.Struct system) {
            system.fields().forEach((name, value) -> inputs.put(Selector.SYSTEM + "." + name, value));
        }
        return NodeResult.succeeded(outputs).withInputs(inputs);
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.variables().forEach(variable -> outputs.put(variable.name(), variable.type()));
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    private static ValueType typeOf(String field) {
        return switch (field) {
            case "text-input", "paragraph", "select" -> ValueType.STRING;
            case "number" -> ValueType.NUMBER;
            case "checkbox" -> ValueType.BOOLEAN;
            case "file" -> ValueType.FILE;
            case "file-list" -> ValueType.ARRAY_FILE;
            case "json_object", "json" -> ValueType.OBJECT;
            default -> ValueType.ANY;
        };
    }
}
