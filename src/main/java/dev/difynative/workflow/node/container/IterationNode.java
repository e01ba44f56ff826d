package dev.difynative.workflow.node.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Runs its body once for each item of a list; the results keep the list's order. */
@Singleton
class IterationNode implements NodeExecutor<IterationNode.Config> {
    private static final String OUTPUT = "output";

    record Config(Selector items, Selector output, ValueType outputType, int parallel, OnError onError, boolean flatten) {}

    /** What a failed round does. */
    enum OnError {
        TERMINATE, KEEP_PLACE, DROP
    }

    @Override
    public String type() { return "iteration"; }

    @Override
    public NodeKind kind() { return NodeKind.ITERATION; }

    @Override
    public Config configure(NodeData data) {
        OnError onError = switch (data.word("error_handle_mode", "terminated",
                List.of("terminated", "continue-on-error", "remove-abnormal-output"))) {
            case "continue-on-error" -> OnError.KEEP_PLACE;
            case "remove-abnormal-output" -> OnError.DROP;
            default -> OnError.TERMINATE;
        };
        int parallel = data.flag("is_parallel", false) ? data.integer("parallel_nums", 10, 1, 1_000) : 1;
        return new Config(data.requiredSelector("iterator_selector"), data.requiredSelector("output_selector"),
                ValueType.find(data.text("output_type", "array[any]")).orElse(ValueType.ARRAY_ANY), parallel, onError,
                data.flag("flatten_output", true));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Value list = context.body().kept().map(Value::of).orElseGet(() -> context.need(config.items()));
        if (!(list instanceof Value.Array) && !list.isNothing()) {
            return NodeResult.failed("InvalidIteratorValue",
                    "Variable %s is not a list but %s".formatted(config.items().text(), list.type().wire()));
        }
        Map<String, Value> inputs = Map.of("iterator_selector", list);
        List<Map<String, Value>> variables = new ArrayList<>();
        for (Value item : list.asItems()) {
            variables.add(Map.of("item", item, "index", Value.of(variables.size())));
        }
        // The list may be changed while a round waits, by that round itself too.
        context.body().begin(OptionalInt.of(variables.size()), inputs, list::toJson);
        List<ChildRun> rounds = variables.isEmpty()
                ? List.of()
                : context.body().rounds(variables, config.parallel(),
                        round -> config.onError() == OnError.TERMINATE && round.failure().isPresent());
        return result(config, rounds, inputs);
    }

    private static NodeResult result(Config config, List<ChildRun> rounds, Map<String, Value> inputs) {
        List<Value> results = new ArrayList<>();
        ObjectNode durations = JsonNodeFactory.instance.objectNode();
        List<Value> errors = new ArrayList<>();
        for (ChildRun round : rounds) {
            durations.put(String.valueOf(round.index()), round.seconds());
            if (round.failure().isEmpty()) {
                results.add(round.read(config.output()).orElse(Value.NOTHING));
                continue;
            }
            NodeResult.Failed failed = round.failure().get();
            String message = "Item %d: %s".formatted(round.index(), failed.message());
            switch (config.onError()) {
                case TERMINATE -> {
                    return NodeResult.failed(failed.type(), message).withInputs(inputs);
                }
                case KEEP_PLACE -> results.add(Value.NOTHING);
                case DROP -> {
                }
            }
            errors.add(Value.of(Map.of("index", Value.of(round.index()), "error", Value.of(failed.message()))));
        }
        Map<String, Value> process = new LinkedHashMap<>();
        if (!errors.isEmpty()) {
            process.put("errors", Value.of(errors));
        }
        Map<String, JsonNode> metadata = Map.of("iteration_duration_map", durations);
        return NodeResult.succeeded(Map.of(OUTPUT, Value.of(config.flatten() ? flattened(results) : results))).withInputs(inputs)
                .withProcessData(process).withMetadata(metadata);
    }

    /** Lists of each round become one list; where a round gave no list, all stays as it is. */
    private static List<Value> flattened(List<Value> results) {
        List<Value> lists = results.stream().filter(result -> !result.isNothing()).toList();
        if (lists.isEmpty() || !lists.stream().allMatch(Value.Array.class::isInstance)) {
            return results;
        }
        return lists.stream().flatMap(list -> list.asItems().stream()).toList();
    }

    @Override
    public Map<String, ValueType> outputs(Config config) { return Map.of(OUTPUT, config.outputType()); }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) {
        return List.of(new TypedInput("iterator_selector", config.items(), ValueType.ARRAY_ANY));
    }
}
