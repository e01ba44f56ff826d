package dev.difynative.workflow.engine;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.graph.GraphParser;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeExecutors;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Speech;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;
import dev.difynative.workflow.value.VariablePool;

/** Runs graphs of made-up types of nodes and writes down what happens. */
final class Probe implements RunServices, Consumer<EngineEvent> {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Spending SPENT = new Spending(5, 3, 2, BigDecimal.ONE, "USD", List.of());
    final List<EngineEvent> events = new ArrayList<>();
    final List<String> log = new CopyOnWriteArrayList<>();
    final StringBuilder said = new StringBuilder();
    final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    final Map<String, CompletableFuture<String>> gates = new ConcurrentHashMap<>();
    RunLimits limits = new RunLimits(500, Duration.ofHours(1), 5, 64, 100_000, 1000);
    GraphRun run;

    /** What a made-up node does. */
    interface Act {
        NodeResult of(NodeData data, NodeContext context) throws Exception;
    }

    private record Fake(String type, NodeKind kind, Act act) implements NodeExecutor<NodeData> {
        @Override
        public NodeData configure(NodeData data) {
            data.integer("number", 0);
            return data;
        }

        @Override
        public NodeResult execute(NodeData data, NodeContext context) throws Exception { return act.of(data, context); }
    }

    /** Says its text, as an answer does. */
    private record Speaking(String type) implements NodeExecutor<TextTemplate> {
        @Override
        public TextTemplate configure(NodeData data) { return data.template("text"); }

        @Override
        public NodeResult execute(TextTemplate text, NodeContext context) {
            return NodeResult.succeeded(Map.of("answer", Value.of(context.render(text))));
        }

        @Override
        public java.util.Optional<Speech> speech(TextTemplate text) { return java.util.Optional.of(new Speech(text, false)); }

        @Override
        public Map<String, Value> result(TextTemplate text, Map<String, Value> soFar, Map<String, Value> outputs) {
            Map<String, Value> all = new LinkedHashMap<>(soFar);
            all.merge("answer", outputs.get("answer"), (one, other) -> Value.of(one.text() + other.text()));
            return all;
        }
    }

    static Program program(String graph) throws Exception { return program(new Probe(), graph); }

    static Program program(Probe probe, String graph) throws Exception {
        return Program.of(GraphParser.parse(JSON.readTree(graph.replace('\'', '"'))), probe.executors());
    }

    CompletableFuture<String> gate(String name) { return gates.computeIfAbsent(name, any -> new CompletableFuture<>()); }

    NodeExecutors executors() {
        return new NodeExecutors(List.of(
                new Fake("begin", NodeKind.ENTRY, (data, context) -> NodeResult.succeeded(Map.of())),
                new Fake("set", NodeKind.STEP, (data, context) -> NodeResult.succeeded(Values.fields(data.raw("values")))),
                new Fake("read", NodeKind.STEP, (data, context) -> NodeResult.succeeded(
                        Map.of("value", context.need(data.requiredSelector("from"))))),
                new Fake("branch", NodeKind.STEP, (data, context) -> NodeResult.succeeded(Map.of())
                        .withHandle(data.text("handle", "")).withInputs(Map.of())),
                new Fake("wait", NodeKind.STEP, this::waitAtGate),
                new Fake("spend", NodeKind.STEP, (data, context) -> {
                    context.spend(SPENT);
                    context.spend(SPENT);
                    return waitAtGate(data, context);
                }),
                new Fake("stream", NodeKind.STEP, this::stream),
                new Fake("fail", NodeKind.STEP, (data, context) -> {
                    throw new IllegalStateException(data.text("message", "broken"));
                }),
                new Fake("flaky", NodeKind.STEP, this::flaky),
                new Fake("pause", NodeKind.STEP, (data, context) -> context.resumption().<NodeResult>map(
                        given -> NodeResult.succeeded(Map.of("given", Value.of(given))).withHandle("go"))
                        .orElseGet(() -> NodeResult.paused("input_required", JSON.createObjectNode().put("form", 1)))),
                new Fake("each", NodeKind.ITERATION, this::each),
                new Fake("again", NodeKind.LOOP, this::again),
                new Fake("stop", NodeKind.STEP, (data, context) -> NodeResult.succeeded(Map.of()).endingBody()),
                new Fake("assign", NodeKind.STEP, (data, context) -> NodeResult.succeeded(Map.of("done", Value.of(context.assign(
                        data.requiredSelector("to"), context.need(data.requiredSelector("from"))))))),
                new Speaking("speak")));
    }

    private NodeResult waitAtGate(NodeData data, NodeContext context) throws Exception {
        String name = data.text("gate", context.node().id());
        context.onCancel(() -> gate(name + ".cancelled").complete(""));
        gate(name + ".reached").complete("");
        return NodeResult.succeeded(Map.of("text", Value.of(context.await(gate(name)))));
    }

    private NodeResult stream(NodeData data, NodeContext context) throws Exception {
        StringBuilder whole = new StringBuilder();
        for (String piece : data.texts("pieces")) {
            if (piece.startsWith("@")) {
                gate(piece + ".reached").complete("");
                context.await(gate(piece));
            } else {
                context.emit("text", piece);
                whole.append(piece);
            }
        }
        return NodeResult.succeeded(Map.of("text", Value.of(whole.toString())));
    }

    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    private NodeResult flaky(NodeData data, NodeContext context) {
        int tried = tries.merge(context.node().id(), 1, Integer::sum);
        context.spend(SPENT);
        return tried <= data.integer("failures", 1)
                ? NodeResult.failed("Flaky", "not yet " + tried).withSpending(SPENT)
                : NodeResult.succeeded(Map.of("tries", Value.of(tried)));
    }

    private NodeResult each(NodeData data, NodeContext context) {
        List<Map<String, Value>> rounds = new ArrayList<>();
        Value list = context.body().kept().map(Value::of).orElseGet(() -> context.need(data.requiredSelector("over")));
        for (Value item : list.asItems()) {
            rounds.add(Map.of("item", item, "index", Value.of(rounds.size())));
        }
        context.body().begin(OptionalInt.of(rounds.size()), Map.of(), list::toJson);
        boolean keepOn = data.flag("keep_on", false);
        List<ChildRun> done = context.body().rounds(rounds, data.integer("parallel", 1),
                round -> round.failure().isPresent() && !keepOn);
        List<Value> results = new ArrayList<>();
        for (ChildRun round : done) {
            if (round.failure().isPresent() && !keepOn) {
                return NodeResult.failed(round.failure().get().type(), round.index() + ": " + round.failure().get().message());
            }
            results.add(round.read(data.requiredSelector("output")).orElse(Value.NOTHING));
        }
        return NodeResult.succeeded(Map.of("output", Value.of(results)));
    }

    private NodeResult again(NodeData data, NodeContext context) {
        Map<String, Value> variables = context.body().kept().map(kept -> Values.fields(kept.path("variables")))
                .orElseGet(() -> Values.fields(data.raw("values")));
        int[] at = {context.body().kept().map(kept -> kept.path("round").asInt()).orElse(0)};
        AtomicReference<Map<String, Value>> current = new AtomicReference<>(variables);
        context.body().begin(OptionalInt.empty(), variables, () -> JSON.createObjectNode().put("round", at[0])
                .set("variables", Values.object(current.get())));
        for (; at[0] < data.integer("times", 1); at[0]++) {
            ChildRun round = context.body().round(at[0], variables);
            if (round.failure().isPresent()) {
                return round.failure().get();
            }
            Map<String, Value> left = new LinkedHashMap<>();
            variables.keySet().forEach(name -> left.put(name,
                    round.read(Selector.of(context.node().id(), name)).orElseThrow()));
            variables = left;
            current.set(left);
            if (round.ended()) {
                break;
            }
        }
        return NodeResult.succeeded(variables);
    }

    Probe start(String graph) throws Exception { return start(program(this, graph), new VariablePool()); }

    Probe start(Program program, VariablePool pool) {
        run = new GraphRun(program, setting(), pool, this);
        Thread.startVirtualThread(() -> run.start(program.entry().orElseThrow()));
        return this;
    }

    GraphRun.Setting setting() {
        UUID id = new UUID(0, 1);
        return new GraphRun.Setting(new RunScope(id, id, id, id, id, null, "u", null, null, false, 0), limits, this,
                Map.of("v", ValueType.NUMBER));
    }

    RunResult result() throws Exception { return ended.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS); }

    JsonNode outputs() throws Exception { return Values.object(result().outputs()); }

    Value value(String node, String variable) { return run.pool().read(Selector.of(node, variable)).orElse(null); }

    /** The status and the tokens of each attempt of a node. */
    List<String> outcomes(String node) {
        return events.stream().flatMap(event -> switch (event) {
            case EngineEvent.NodeRetried(NodeRecord tried) -> Stream.of(tried);
            case EngineEvent.NodeFinished(NodeRecord finished) -> Stream.of(finished);
            default -> Stream.empty();
        }).filter(record -> record.node().id().equals(node))
                .map(record -> record.outcome().status().wire() + " " + record.outcome().spending().tokens()).toList();
    }

    void reached(String gate) throws Exception { gate(gate + ".reached").get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS); }

    @Override
    public void accept(EngineEvent event) {
        events.add(event);
        switch (event) {
            case EngineEvent.NodeStarted(NodeRecord node) -> log.add("+" + node.node().id());
            case EngineEvent.NodeRetried(NodeRecord node) -> log.add("~" + node.node().id());
            case EngineEvent.NodeFinished(NodeRecord node) ->
                log.add("-" + node.node().id() + ":" + node.outcome().status().wire());
            case EngineEvent.ContainerStarted started -> log.add((started.again() ? "&" : "[") + started.execution().node().id());
            case EngineEvent.RoundStarted round -> log.add("#" + round.round());
            case EngineEvent.ContainerFinished end ->
                log.add("]" + end.execution().node().id() + ":" + end.execution().outcome().status().wire());
            case EngineEvent.Said(Selector from, String text) -> {
                said.append(text);
                log.add("\"" + text + "\"");
            }
            case EngineEvent.Ended(RunResult result) -> {
                log.add("." + result.status().wire());
                ended.complete(result);
            }
            default -> log.add(event.getClass().getSimpleName());
        }
    }

    @Override
    public Clock clock() { return Clock.systemUTC(); }

    @Override
    public List<ChatMessage> history(RunScope scope, int rounds) { return List.of(); }
}
