package dev.difynative.workflow.node.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.node.branch.Conditions;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

/** Runs its body again and again, with variables that go from round to round, until a condition holds or the rounds are up. */
@Singleton
class LoopNode implements NodeExecutor<LoopNode.Config> {
    private static final int MOST_ROUNDS = 1_000;
    private final ObjectMapper json;

    record Config(int rounds, Conditions breakWhen, List<Variable> variables) {}

    /** A variable of the loop; it begins with a constant or another variable's value. */
    record Variable(String name, ValueType type, JsonNode constant, Selector from) {}

    LoopNode(ObjectMapper json) { this.json = json; }

    @Override
    public String type() { return "loop"; }

    @Override
    public NodeKind kind() { return NodeKind.LOOP; }

    @Override
    public Config configure(NodeData data) {
        return new Config(data.integer("loop_count", 10, 1, MOST_ROUNDS), Conditions.read(data, "break_conditions"),
                data.objects("loop_variables").stream().map(LoopNode::variable).toList());
    }

    private static Variable variable(NodeData data) {
        ValueType type = ValueType.find(data.text("var_type", "string"))
                .orElseThrow(() -> data.fault("var_type", "enum", "is not a type that is known"));
        boolean constant = data.word("value_type", "constant", List.of("constant", "variable")).equals("constant");
        return new Variable(data.required("label"), type, constant ? data.raw("value") : null,
                constant ? null : data.requiredSelector("value"));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Rounds rounds = context.body().kept().map(kept -> new Rounds(config, context, kept))
                .orElseGet(() -> new Rounds(config, context, begin(config, context)));
        context.body().begin(OptionalInt.of(config.rounds()), rounds.inputs, rounds::kept);
        return rounds.run();
    }

    private Map<String, Value> begin(Config config, NodeContext context) {
        Map<String, Value> variables = new LinkedHashMap<>();
        for (Variable variable : config.variables()) {
            variables.put(variable.name(), variable.from() == null ? constant(variable) : context.need(variable.from()));
        }
        return variables;
    }

    private Value constant(Variable variable) {
        JsonNode value = variable.constant();
        boolean structured = variable.type() == ValueType.OBJECT || variable.type().isArray();
        try {
            if (value.isTextual()
                    && (structured || variable.type() == ValueType.NUMBER || variable.type() == ValueType.BOOLEAN)) {
                return value.textValue().isBlank() ? Value.NOTHING : Value.of(json.readTree(value.textValue()));
            }
        } catch (JsonProcessingException invalid) {
            throw new NodeFailure("LoopNodeError",
                    "The start value of '%s' is not a valid %s".formatted(variable.name(), variable.type().wire()));
        }
        return variable.type() == ValueType.STRING && value.isValueNode() && !value.isNull()
                ? Value.of(TextNode.valueOf(value.asText()))
                : Value.of(value);
    }

    /** The rounds of one execution. */
    private static final class Rounds {
        private final Config config;
        private final NodeContext context;
        private final String id;
        private final Map<String, Value> inputs;
        private final ObjectNode durations;
        private final ObjectNode states;
        private Map<String, Value> variables;
        private int done;
        private boolean broken;

        Rounds(Config config, NodeContext context, Map<String, Value> begin) {
            this.config = config;
            this.context = context;
            this.id = context.node().id();
            this.durations = JsonNodeFactory.instance.objectNode();
            this.states = JsonNodeFactory.instance.objectNode();
            this.variables = begin;
            this.inputs = new LinkedHashMap<>(begin);
            inputs.put("loop_count", Value.of(config.rounds()));
            this.broken = breaks(own(variables));
        }

        /** The rounds from the one on that has waited. */
        Rounds(Config config, NodeContext context, JsonNode kept) {
            this.config = config;
            this.context = context;
            this.id = context.node().id();
            this.durations = kept.withObject("/durations");
            this.states = kept.withObject("/states");
            this.variables = Values.fields(kept.path("variables"));
            this.inputs = Values.fields(kept.path("inputs"));
            this.done = kept.path("done").asInt();
        }

        JsonNode kept() {
            ObjectNode kept = JsonNodeFactory.instance.objectNode().put("done", done);
            kept.set("inputs", Values.object(inputs));
            kept.set("variables", Values.object(variables));
            kept.set("durations", durations);
            kept.set("states", states);
            return kept;
        }

        NodeResult run() {
            while (!broken && done < config.rounds()) {
                ChildRun round = context.body().round(done, variables);
                durations.put(String.valueOf(done), round.seconds());
                if (round.failure().isPresent()) {
                    NodeResult.Failed failed = round.failure().get();
                    return NodeResult.failed(failed.type(), "Round %d: %s".formatted(done, failed.message())).withInputs(inputs)
                            .withOutputs(variables);
                }
                variables = left(round);
                states.set(String.valueOf(done), Values.object(variables));
                done++;
                broken = round.ended() || breaks(round::read);
            }
            Map<String, Value> outputs = new LinkedHashMap<>(variables);
            outputs.put("loop_round", Value.of(done));
            Map<String, JsonNode> metadata = new LinkedHashMap<>();
            metadata.put("loop_duration_map", durations);
            metadata.put("loop_variable_map", states);
            metadata.put("completed_reason", TextNode.valueOf(broken ? "loop_break" : "loop_completed"));
            return NodeResult.succeeded(outputs).withInputs(inputs).withMetadata(metadata);
        }

        private Map<String, Value> left(ChildRun round) {
            Map<String, Value> left = new LinkedHashMap<>();
            for (Variable variable : config.variables()) {
                left.put(variable.name(), round.read(Selector.of(id, variable.name())).orElse(Value.NOTHING));
            }
            return left;
        }

        private java.util.function.Function<Selector, Optional<Value>> own(Map<String, Value> variables) {
            Value all = Value.of(variables);
            return selector -> {
                if (!selector.node().equals(id)) {
                    return context.read(selector);
                }
                Optional<Value> value = Optional.of(all);
                for (String step : selector.path().subList(1, selector.path().size())) {
                    value = value.flatMap(outer -> outer.inside(step));
                }
                return value;
            };
        }

        /** A condition on what a node of the body has not said yet does not hold. */
        private boolean breaks(java.util.function.Function<Selector, Optional<Value>> variables) {
            if (config.breakWhen().conditions().isEmpty()) {
                return false;
            }
            List<Selector> missing = new ArrayList<>();
            for (var condition : config.breakWhen().conditions()) {
                if (variables.apply(condition.selector()).isEmpty()) {
                    missing.add(condition.selector());
                }
            }
            return missing.isEmpty()
                    ? config.breakWhen().test(variables).hold()
                    : config.breakWhen().without(missing).map(rest -> rest.test(variables).hold()).orElse(false);
        }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.variables().forEach(variable -> outputs.put(variable.name(), variable.type()));
        outputs.put("loop_round", ValueType.NUMBER);
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) {
        List<TypedInput> inputs = new ArrayList<>();
        for (int i = 0; i < config.variables().size(); i++) {
            Variable variable = config.variables().get(i);
            if (variable.from() != null) {
                inputs.add(new TypedInput("loop_variables[" + i + "].value", variable.from(), variable.type()));
            }
        }
        return inputs;
    }
}
