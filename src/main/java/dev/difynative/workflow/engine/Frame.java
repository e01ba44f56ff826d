package dev.difynative.workflow.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.tracing.Traces;
import dev.difynative.workflow.engine.Level.Link;
import dev.difynative.workflow.graph.Edge;
import dev.difynative.workflow.graph.FaultHandling;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

/**
 * One way through one level: the run itself, or one round of a container's body. A step is ready when all links to it are
 * decided and one of them is taken; a step that no link leads to any more is skipped, and its own links with it. Whoever ends
 * a step goes on with the first one that becomes ready by it, and gives the others threads of their own.
 *
 * <p>
 * What is not marked otherwise happens under the run's lock.
 */
final class Frame {
    private final GraphRun run;
    private final Level level;
    private final VariablePool pool;
    private final Position position;
    private final int nesting;
    private final BiConsumer<Selector, String> voice;
    private final SpeechFlow speech;
    private final StepState[] states;
    private final LinkState[] links;
    private final int[] undecided;
    private final boolean[] certain;
    private final String[] predecessors;
    private final Deque<Integer> ready = new ArrayDeque<>();
    private final Set<Execution> underWay = new LinkedHashSet<>();
    private final Map<Integer, Execution> paused = new LinkedHashMap<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private int running;
    private int steps;
    private Spending spending = Spending.NONE;
    private NodeResult.Failed failure;
    private boolean bodyEnded;

    enum StepState {
        WAITING, READY, DONE, SKIPPED, PAUSED
    }

    enum LinkState {
        UNDECIDED, TAKEN, SKIPPED
    }

    Frame(GraphRun run, Level level, VariablePool pool, Position position, int nesting, BiConsumer<Selector, String> voice) {
        this.run = run;
        this.level = level;
        this.pool = pool;
        this.position = position;
        this.nesting = nesting;
        this.voice = voice;
        this.states = new StepState[level.size()];
        this.links = new LinkState[level.links().size()];
        this.undecided = new int[level.size()];
        this.certain = new boolean[level.size()];
        this.predecessors = new String[level.size()];
        this.speech = new SpeechFlow(this, level.speakers());
        java.util.Arrays.fill(states, StepState.WAITING);
        java.util.Arrays.fill(links, LinkState.UNDECIDED);
    }

    GraphRun run() { return run; }

    Level level() { return level; }

    VariablePool pool() { return pool; }

    Position position() { return position; }

    int nesting() { return nesting; }

    int steps() { return steps; }

    Spending spending() { return spending; }

    NodeResult.Failed failure() { return failure; }

    boolean bodyEnded() { return bodyEnded; }

    CompletableFuture<Void> over() { return over; }

    SpeechFlow speech() { return speech; }

    /** Whether the frame has ended because something in it waits. */
    boolean isPaused() {
        return failure == null && !bodyEnded && !paused.isEmpty();
    }

    /** Whether there are steps that can be run now. */
    boolean isReady() { return !ready.isEmpty(); }

    Stream<RunResult.Pause> pauses() { return paused.values().stream().flatMap(Execution::pauses); }

    boolean isDone(int step) { return states[step] == StepState.DONE; }

    boolean isSkipped(int step) { return states[step] == StepState.SKIPPED; }

    void say(Selector from, String text) { voice.accept(from, text); }

    /** Whether the run will come to a step, if it does not fail before. */
    boolean isCertain(int step) {
        if (!certain[step] && states[step] != StepState.SKIPPED) {
            certain[step] = states[step] != StepState.WAITING || level.to(step).stream()
                    .anyMatch(link -> links[link.number()] == LinkState.TAKEN
                            || (links[link.number()] == LinkState.UNDECIDED && link.sure() && isCertain(link.from())));
        }
        return certain[step];
    }

    /** Goes from the given step as far as it leads; returns when nothing is left for the calling thread. Not under the lock. */
    void go(int root) {
        synchronized (run.lock()) {
            BitSet reachable = level.reachable(root);
            for (Link link : level.links()) {
                if (reachable.get(link.from())) {
                    undecided[link.to()]++;
                } else {
                    links[link.number()] = LinkState.SKIPPED;
                }
            }
            for (int step = 0; step < states.length; step++) {
                if (!reachable.get(step)) {
                    states[step] = StepState.SKIPPED;
                }
            }
            states[root] = StepState.READY;
            running++;
        }
        work(root);
    }

    /** Makes the paused steps ready that something was handed in for; whether there are any. */
    boolean takes(Map<String, JsonNode> answers) {
        paused.forEach((step, execution) -> {
            if (execution.takes(answers)) {
                states[step] = StepState.READY;
                ready.add(step);
            }
        });
        return isReady();
    }

    /** Goes on with the steps that are ready. Not under the lock. */
    void proceed() {
        int mine;
        synchronized (run.lock()) {
            mine = next();
        }
        work(mine);
    }

    private void work(int first) {
        for (int step = first; step >= 0;) {
            Execution execution;
            synchronized (run.lock()) {
                execution = begin(step);
            }
            step = execution == null ? -1 : settle(execution, execution.attempts());
        }
    }

    private Execution begin(int number) {
        if (over.isDone()) {
            return null;
        }
        Step step = level.step(number);
        Execution before = paused.remove(number);
        if (before == null && ++steps > run.limits().steps()) {
            fail(NodeResult.failed("StepLimitExceeded",
                    "More than " + run.limits().steps() + " steps were run, which is the limit"));
            return null;
        }
        Execution execution = new Execution(this, step, number, predecessors[number], before);
        underWay.add(execution);
        execution.begun();
        return execution;
    }

    /** Draws the conclusions of a finished execution; the next step for the calling thread, or -1. Not under the lock. */
    private int settle(Execution execution, NodeResult result) {
        synchronized (run.lock()) {
            if (!underWay.remove(execution)) {
                return -1;
            }
            running--;
            spending = spending.plus(execution.spentNow(result));
            switch (result) {
                case NodeResult.Succeeded done -> succeeded(execution, done);
                case NodeResult.Failed failed -> failed(execution, failed);
                case NodeResult.Paused waits -> paused(execution, waits);
            }
            return over.isDone() ? -1 : next();
        }
    }

    private void succeeded(Execution execution, NodeResult.Succeeded done) {
        String handle = done.handle().equals(Edge.PLAIN) && execution.step().node().faults() instanceof FaultHandling.Branch
                ? Edge.SUCCESS
                : done.handle();
        finish(execution, RunStatus.SUCCEEDED, done.outputs(), handle, done, null);
        bodyEnded |= done.endsBody();
    }

    private void failed(Execution execution, NodeResult.Failed failed) {
        switch (execution.step().node().faults()) {
            case FaultHandling.Abort _ -> {
                execution.finished(RunStatus.FAILED, failed.outputs(), failed, failed);
                fail(failed);
            }
            case FaultHandling.Branch _ ->
                finish(execution, RunStatus.EXCEPTION, explained(failed.outputs(), failed), Edge.FAILURE, failed, failed);
            case FaultHandling.Defaults(List<FaultHandling.Preset> presets) ->
                finish(execution, RunStatus.EXCEPTION, explained(Presets.values(presets), failed), Edge.PLAIN, failed, failed);
        }
    }

    private static Map<String, Value> explained(Map<String, Value> outputs, NodeResult.Failed failed) {
        Map<String, Value> explained = new LinkedHashMap<>(outputs);
        explained.put("error_message", Value.of(failed.message()));
        explained.put("error_type", Value.of(failed.type()));
        return explained;
    }

    private void paused(Execution execution, NodeResult.Paused waits) {
        states[execution.number()] = StepState.PAUSED;
        paused.put(execution.number(), execution);
        execution.pausedBy(waits);
    }

    private void finish(Execution execution, RunStatus status, Map<String, Value> outputs, String handle, NodeResult result,
            NodeResult.Failed failed) {
        int step = execution.number();
        states[step] = StepState.DONE;
        pool.put(execution.step().id(), outputs);
        run.finished(execution.step(), status, outputs);
        level.from(step).forEach(link -> decide(link, isTaken(link, handle)));
        speech.advance();
        execution.finished(status, outputs, result, failed);
    }

    private boolean isTaken(Link link, String handle) {
        return link.handle().equals(handle)
                // Exports know the way of success under both names.
                || (handle.equals(Edge.SUCCESS) && link.handle().equals(Edge.PLAIN))
                || (handle.equals(Edge.PLAIN) && link.handle().equals(Edge.SUCCESS));
    }

    private void decide(Link link, boolean taken) {
        links[link.number()] = taken ? LinkState.TAKEN : LinkState.SKIPPED;
        int target = link.to();
        if (taken) {
            predecessors[target] = level.step(link.from()).id();
        }
        if (--undecided[target] > 0) {
            return;
        }
        if (level.to(target).stream().anyMatch(incoming -> links[incoming.number()] == LinkState.TAKEN)) {
            states[target] = StepState.READY;
            ready.add(target);
        } else {
            states[target] = StepState.SKIPPED;
            level.from(target).forEach(onward -> decide(onward, false));
        }
    }

    /** Takes the first ready step for the calling thread and starts threads for the others, as far as the limit allows. */
    private int next() {
        if (bodyEnded) {
            end();
            return -1;
        }
        int mine = -1;
        while (!ready.isEmpty() && running < run.limits().parallel()) {
            int step = ready.poll();
            running++;
            if (mine < 0) {
                mine = step;
            } else {
                Traces.onVirtualThread(() -> work(step));
            }
        }
        if (running == 0) {
            end();
        }
        return mine;
    }

    private void fail(NodeResult.Failed reason) {
        failure = reason;
        end();
    }

    /** Ends this frame; what is still under way in it is given up. */
    void end() {
        if (!over.isDone()) {
            List<Execution> left = new ArrayList<>(underWay);
            underWay.clear();
            for (Execution execution : left) {
                execution.giveUp();
                spending = spending.plus(execution.spentNow(null));
            }
            over.complete(null);
            if (nesting == 0) {
                run.frameEnded(this);
            }
        }
    }

    /** What must be known of this frame to go on after a pause. */
    FrameState state() {
        Map<String, FrameState.Waiting> waiting = new LinkedHashMap<>();
        paused.values().forEach(execution -> waiting.put(execution.step().id(), execution.waiting()));
        Map<String, StepState> stepStates = new LinkedHashMap<>();
        for (int i = 0; i < states.length; i++) {
            stepStates.put(level.step(i).id(), states[i]);
        }
        return new FrameState(stepStates, List.of(links), waiting, steps, speech.progress(), speech.speaking());
    }

    void restore(FrameState state) {
        state.steps().forEach((id, stepState) -> level.number(id).ifPresent(step -> states[step] = stepState));
        for (Link link : level.links()) {
            links[link.number()] = state.links().get(link.number());
            if (links[link.number()] == LinkState.UNDECIDED) {
                undecided[link.to()]++;
            }
        }
        state.waiting().forEach((id, waiting) -> level.number(id).ifPresent(step -> {
            predecessors[step] = waiting.predecessor();
            paused.put(step, Execution.waiting(this, level.step(step), step, waiting));
        }));
        steps = state.stepCount();
        speech.restore(state.progress(), state.speaking());
    }
}
