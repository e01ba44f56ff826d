package dev.difynative.workflow.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.GraphParser;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;
import dev.difynative.workflow.value.VariablePool;

/** A node alone in the world, with the variables that a test gives it; writes down what it says. */
public final class TestNodeContext implements NodeContext {
    public static final ObjectMapper JSON = new ObjectMapper();
    public static final UUID TENANT = new UUID(0, 1);

    public final VariablePool pool = new VariablePool();
    public final StringBuilder said = new StringBuilder();
    public final StringBuilder thought = new StringBuilder();
    public final List<AgentStep> steps = new ArrayList<>();
    public final List<JsonNode> cited = new ArrayList<>();
    public final List<Runnable> hooks = new ArrayList<>();
    public final Map<String, ValueType> declared = new HashMap<>();
    public List<ChatMessage> history = List.of();
    public JsonNode resumption;
    public BiFunction<Integer, VariablePool, Optional<NodeResult.Failed>> round = (index, inside) -> Optional.empty();
    public int begun = -1;
    public Spending spent = Spending.NONE;
    private final Graph graph;

    private TestNodeContext(String type) {
        try {
            graph = GraphParser.parse(
                    JSON.readTree("{\"nodes\":[{\"id\":\"me\",\"data\":{\"type\":\"%s\"}}],\"edges\":[]}".formatted(type)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static TestNodeContext of(String type) { return new TestNodeContext(type); }

    /** A JSON text with single quotes. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(text, invalid);
        }
    }

    /** Gives a node its outputs: an object in JSON with single quotes. */
    public TestNodeContext with(String node, String variables) {
        pool.put(node, Values.fields(json(variables)));
        return this;
    }

    /** Configures and runs a node; its configuration is JSON with single quotes. */
    public <C> NodeResult run(NodeExecutor<C> executor, String config) {
        try {
            return executor.execute(executor.configure(NodeData.of(json(config))), this);
        } catch (NodeFailure failure) {
            return NodeResult.failed(failure.type(), failure.getMessage());
        } catch (dev.difynative.platform.error.Failure failure) {
            return NodeResult.failed(failure.code().wire().code(), failure.getMessage());
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }

    /** The outputs as JSON; fails with the node's own words if it failed. */
    public <C> JsonNode outputs(NodeExecutor<C> executor, String config) {
        return outputs(run(executor, config));
    }

    public static JsonNode outputs(NodeResult result) {
        return switch (result) {
            case NodeResult.Succeeded done -> Values.object(done.outputs());
            case NodeResult.Failed failed -> throw new AssertionError(failed.type() + ": " + failed.message());
            case NodeResult.Paused paused -> throw new AssertionError("paused: " + paused.reason());
        };
    }

    public <C> String fault(NodeExecutor<C> executor, String config) {
        return switch (run(executor, config)) {
            case NodeResult.Failed failed -> failed.message();
            default -> throw new AssertionError("The node has not failed");
        };
    }

    @Override
    public Node node() { return graph.find("me").orElseThrow(); }

    @Override
    public Graph graph() { return graph; }

    @Override
    public RunScope run() {
        return new RunScope(TENANT, new UUID(0, 2), new UUID(0, 3), new UUID(0, 4), new UUID(0, 5), null, "user", new UUID(0, 6),
                new UUID(0, 7), false, 0);
    }

    @Override
    public String executionId() { return "execution"; }

    @Override
    public Optional<Value> read(Selector selector) { return pool.read(selector); }

    @Override
    public boolean assign(Selector selector, Value value) {
        return selector.node().equals(Selector.CONVERSATION) && pool.assign(selector, value);
    }

    @Override
    public Optional<ValueType> declaredType(Selector selector) {
        return Optional.ofNullable(declared.get(selector.path().getLast()));
    }

    @Override
    public void emit(String output, String piece) { said.append(piece); }

    @Override
    public void reason(String piece, boolean last) { thought.append(piece); }

    @Override
    public void log(AgentStep step) { steps.add(step); }

    @Override
    public void spend(Spending more) { spent = spent.plus(more); }

    @Override
    public void cite(List<JsonNode> resources) { cited.addAll(resources); }

    @Override
    public List<ChatMessage> history(int rounds) {
        return history.subList(Math.max(0, history.size() - 2 * rounds), history.size());
    }

    @Override
    public Body body() { return new Rounds(); }

    @Override
    public Optional<JsonNode> resumption() { return Optional.ofNullable(resumption); }

    @Override
    public Instant deadline() { return Instant.now().plusSeconds(60); }

    @Override
    public boolean isCancelled() { return false; }

    @Override
    public void onCancel(Runnable hook) { hooks.add(hook); }

    @Override
    public <T> T await(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        }
    }

    private final class Rounds implements Body {
        @Override
        public Optional<JsonNode> kept() { return Optional.empty(); }

        @Override
        public void begin(OptionalInt rounds, Map<String, Value> inputs, Supplier<JsonNode> toKeep) { begun = rounds.orElse(0); }

        @Override
        public ChildRun round(int index, Map<String, Value> variables) {
            VariablePool inside = pool.inner();
            inside.put("me", new LinkedHashMap<>(variables));
            Optional<NodeResult.Failed> failure = round.apply(index, inside);
            boolean ended = inside.knows("end");
            return new Round(index, failure, ended, inside);
        }

        @Override
        public List<ChildRun> rounds(List<Map<String, Value>> variables, int parallel, Predicate<ChildRun> endEarly) {
            List<ChildRun> done = new ArrayList<>();
            for (Map<String, Value> own : variables) {
                done.add(round(done.size(), own));
                if (endEarly.test(done.getLast())) {
                    break;
                }
            }
            return done;
        }
    }

    private record Round(int index, Optional<NodeResult.Failed> failure, boolean ended, VariablePool inside) implements ChildRun {
        @Override
        public Optional<Value> read(Selector selector) { return inside.read(selector); }

        @Override
        public double seconds() { return 0.5; }
    }
}
