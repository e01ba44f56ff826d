package dev.difynative.workflow.node.variable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Sets conversation variables and variables of the loop around it, one after the other. */
@Singleton
class AssignerNode implements NodeExecutor<AssignerNode.Config> {
    private final ObjectMapper json;

    record Config(List<Item> items) {}

    /** The input is read from a variable, or is a constant. */
    record Item(Selector variable, Operation operation, Selector input, JsonNode constant) {}

    AssignerNode(ObjectMapper json) { this.json = json; }

    @Override
    public String type() { return "assigner"; }

    @Override
    public Config configure(NodeData data) {
        if (data.raw("items").isArray()) {
            return new Config(data.objects("items").stream().map(AssignerNode::item).toList());
        }
        Operation operation = operation(data, "write_mode");
        return new Config(List.of(new Item(data.requiredSelector("assigned_variable_selector"), operation,
                operation.needsInput() ? data.requiredSelector("input_variable_selector") : null, null)));
    }

    private static Item item(NodeData data) {
        Operation operation = operation(data, "operation");
        Selector variable = data.requiredSelector("variable_selector");
        if (!operation.needsInput()) {
            return new Item(variable, operation, null, null);
        }
        // Operations with constants write them under the same name as selectors.
        boolean byVariable = data.word("input_type", "variable", List.of("variable", "constant")).equals("variable");
        return byVariable
                ? new Item(variable, operation, data.requiredSelector("value"), null)
                : new Item(variable, operation, null, data.raw("value"));
    }

    private static Operation operation(NodeData data, String field) {
        return Operation.find(data.text(field, "over-write"))
                .orElseThrow(() -> data.fault(field, "enum", "is not an operation that is known"));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Value> updated = new LinkedHashMap<>();
        List<Value> shown = new ArrayList<>();
        for (Item item : config.items()) {
            String name = item.variable().text();
            Value current = context.read(item.variable())
                    .orElseThrow(() -> new NodeFailure("VariableNotFound", "Variable " + name + " not found"));
            ValueType type = context.declaredType(item.variable()).orElse(current.type());
            Value input = input(item, type, context);
            if (item.operation().needsInput() && input.isNothing()) {
                continue;
            }
            Value next = item.operation().apply(name, type, current, input);
            if (!context.assign(item.variable(), next)) {
                throw new NodeFailure("VariableOperatorNodeError",
                        "'%s' cannot be set: only conversation variables and variables of a loop can".formatted(name));
            }
            inputs.put(name, input);
            updated.put(item.variable().path().getLast(), next);
            shown.add(Value.of(Map.of("selector", Value.of(name), "value", next)));
        }
        return NodeResult.succeeded(updated).withInputs(inputs).withProcessData(Map.of("updated_variables", Value.of(shown)));
    }

    private Value input(Item item, ValueType type, NodeContext context) {
        if (item.input() != null) {
            return context.need(item.input());
        }
        return item.constant() == null
                ? Value.NOTHING
                : constant(item.constant(), item.operation() == Operation.APPEND ? type.item() : type);
    }

    /** Objects and lists are written as JSON into a text field. */
    private Value constant(JsonNode constant, ValueType type) {
        boolean structured = type == ValueType.OBJECT || type.isArray();
        if (!structured || !constant.isTextual()) {
            return Value.of(constant);
        }
        try {
            return constant.textValue().isBlank() ? Value.NOTHING : Value.of(json.readTree(constant.textValue()));
        } catch (JsonProcessingException invalid) {
            throw new NodeFailure("VariableOperatorNodeError", "The constant is not valid JSON");
        }
    }
}
