package dev.difynative.workflow.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.difynative.workflow.node.Body;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

/**
 * The rounds of one container. When rounds wait for something from outside, the container is left by {@link RoundsPaused}; run
 * again, it finds those that are over as they were, and those that waited go on.
 */
final class BodyRuns implements Body {
    private static final double NANOS = 1e9;
    private final Frame outside;
    private final Program program;
    private final RoundVoices voices;
    private final Map<Integer, Round> done = new TreeMap<>();
    private final Map<Integer, WaitingRound> waiting = new TreeMap<>();
    private Execution container;
    private Supplier<JsonNode> keep = NullNode::getInstance;
    private JsonNode kept;
    private int steps;
    private Spending spentBefore = Spending.NONE;
    private Spending spentNow = Spending.NONE;
    private double secondsBefore;

    /** A round that waits; {@code seconds} is how long it was at work. */
    private record WaitingRound(Frame frame, double seconds) {}

    BodyRuns(Execution container, Frame outside, Program program) {
        this.container = container;
        this.outside = outside;
        this.program = program;
        this.voices = new RoundVoices(outside::say);
    }

    /** The rounds as they were when the run paused. */
    static BodyRuns restored(Execution container, Frame outside, Program program, BodyState state) {
        BodyRuns body = new BodyRuns(container, outside, program);
        body.kept = state.kept();
        body.keep = state::kept;
        body.steps = state.steps();
        body.spentBefore = state.spending();
        body.secondsBefore = state.seconds();
        body.voices.restore(state.floor(), state.heldBack());
        state.done().forEach(round -> body.done.put(round.index(), Round.restored(round, outside.pool())));
        state.waiting().forEach(round -> {
            Frame frame = body.frame(round.index(), outside.pool().inner(round.pool()));
            frame.restore(round.frame());
            body.waiting.put(round.index(), new WaitingRound(frame, round.seconds()));
        });
        return body;
    }

    // --- under the run's lock -------------------------------------------------------------------------------------

    Object lock() { return outside.run().lock(); }

    int steps() { return steps; }

    /** What the rounds have spent, all in all. */
    Spending spending() { return spentBefore.plus(spentNow); }

    /** What they have spent since the run was gone on with. */
    Spending spentNow() { return spentNow; }

    double secondsBefore() { return secondsBefore; }

    /** The same rounds, for the execution that goes on with them. */
    BodyRuns of(Execution next) {
        container = next;
        return this;
    }

    /** Whether something was handed in for a node of a round that waits; it is given to it. */
    boolean takes(Map<String, JsonNode> answers) {
        boolean any = false;
        for (WaitingRound round : waiting.values()) {
            any |= round.frame().takes(answers);
        }
        return any;
    }

    Stream<RunResult.Pause> pauses() { return waiting.values().stream().flatMap(round -> round.frame().pauses()); }

    BodyState state(double seconds) {
        List<BodyState.Waiting> rounds = new ArrayList<>();
        waiting.forEach((index, round) -> rounds.add(new BodyState.Waiting(index, round.frame().pool().toJson(),
                round.frame().state(), round.seconds())));
        return new BodyState(keep.get(), steps, spending(), seconds, voices.floor(), voices.held(),
                done.values().stream().map(Round::state).toList(), rounds);
    }

    /** Begins anew with a container that is tried again. */
    void forget() {
        kept = null;
        done.clear();
        waiting.clear();
    }

    /** Counts a round that is given up. */
    void lost(Frame round) {
        steps += round.steps();
        spentNow = spentNow.plus(round.spending());
    }

    void settle(Round round) {
        done.put(round.index(), round);
        int next = voices.floor();
        while (done.containsKey(next)) {
            next++;
        }
        voices.pass(next);
    }

    void giveUpOthers() { container.endRounds(); }

    // --- on the container's own threads ---------------------------------------------------------------------------

    @Override
    public Optional<JsonNode> kept() { return Optional.ofNullable(kept); }

    @Override
    public void begin(OptionalInt rounds, Map<String, Value> inputs, Supplier<JsonNode> toKeep) {
        keep = toKeep;
        if (kept == null) {
            synchronized (lock()) {
                voices.restore(0, List.of());
            }
        }
        tell(new EngineEvent.ContainerStarted(container.record(), kind(), rounds.isPresent() ? rounds.getAsInt() : null, inputs,
                kept != null));
    }

    @Override
    public ChildRun round(int index, Map<String, Value> variables) {
        try {
            Round round = run(index, variables);
            if (round == null) {
                throw new RoundsPaused();
            }
            synchronized (lock()) {
                voices.pass(index + 1);
            }
            return round;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("Interrupted", "The node was interrupted");
        }
    }

    @Override
    public List<ChildRun> rounds(List<Map<String, Value>> variables, int parallel, Predicate<ChildRun> endEarly) {
        return new SideBySide(this, variables, parallel, endEarly).run();
    }

    /** The rounds of a list that can be gone on with or begun: those first that something was handed in for. */
    List<Integer> open(int all) {
        synchronized (lock()) {
            List<Integer> open = new ArrayList<>();
            waiting.forEach((index, round) -> {
                if (round.frame().isReady()) {
                    open.add(index);
                }
            });
            IntStream.range(0, all).filter(index -> !done.containsKey(index) && !waiting.containsKey(index)).forEach(open::add);
            return open;
        }
    }

    /** How many rounds wait on. */
    int standing() {
        synchronized (lock()) {
            return (int) waiting.values().stream().filter(round -> !round.frame().isReady()).count();
        }
    }

    void pauseIfWaiting() {
        synchronized (lock()) {
            if (!waiting.isEmpty()) {
                throw new RoundsPaused();
            }
        }
    }

    Collection<Round> done() {
        synchronized (lock()) {
            return List.copyOf(done.values());
        }
    }

    <T> void await(CompletionStage<T> stage) throws InterruptedException { container.await(stage); }

    /** Runs a round to its end, or on to its end; null when it waits for something. */
    Round run(int index, Map<String, Value> variables) throws InterruptedException {
        if (container.isCancelled()) {
            throw new InterruptedException();
        }
        WaitingRound known;
        synchronized (lock()) {
            known = waiting.remove(index);
        }
        if (known != null) {
            return completed(index, known.frame(), known.seconds(), known.frame()::proceed);
        }
        int entry = program.bodyEntry(container.step())
                .orElseThrow(() -> new NodeFailure("EmptyBody", "There is nothing in the body of this node"));
        if (outside.nesting() + 1 > outside.run().limits().nesting()) {
            throw new NodeFailure("NestingLimitExceeded", "Iterations and loops are nested deeper than "
                    + outside.run().limits().nesting() + " levels, which is the limit");
        }
        VariablePool pool = outside.pool().inner();
        pool.put(container.step().id(), variables);
        Frame frame = frame(index, pool);
        tell(new EngineEvent.RoundStarted(container.record(), kind(), index, outside.run().now()));
        return completed(index, frame, 0, () -> frame.go(entry));
    }

    private Frame frame(int index, VariablePool pool) {
        String id = container.step().id();
        Position position = kind() == NodeKind.LOOP
                ? outside.position().inLoop(id, index)
                : outside.position().inIteration(id, index);
        return new Frame(outside.run(), program.body(id), pool, position, outside.nesting() + 1,
                (from, text) -> voices.say(index, from, text));
    }

    private Round completed(int index, Frame frame, double before, Runnable way) throws InterruptedException {
        long started = System.nanoTime();
        container.enter(frame);
        try {
            way.run();
            frame.over().get();
            return settled(index, frame, before + (System.nanoTime() - started) / NANOS);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException ended) {
            synchronized (lock()) {
                frame.end();
            }
            throw ended;
        } finally {
            container.leave(frame);
        }
    }

    private Round settled(int index, Frame frame, double seconds) {
        synchronized (lock()) {
            // From here on nobody gives the round up.
            container.leave(frame);
            if (!container.isCancelled()) {
                spentNow = spentNow.plus(frame.spending());
                // What was given up in the round was interrupted on this thread, perhaps; the container goes on.
                Thread.interrupted();
                if (frame.isPaused()) {
                    waiting.put(index, new WaitingRound(frame, seconds));
                    return null;
                }
                steps += frame.steps();
            }
            return new Round(index, frame.pool(), frame.failure(), frame.bodyEnded(), seconds);
        }
    }

    private NodeKind kind() { return container.step().kind(); }

    private void tell(EngineEvent event) {
        synchronized (lock()) {
            if (!container.isCancelled()) {
                outside.run().tell(event);
            }
        }
    }
}
