package dev.difynative.workflow.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;
import dev.difynative.workflow.value.VariablePool;

/**
 * One run of a program. What happens is told to the listener, one event at a time and in order; the listener must be quick.
 * Knows nothing of types of nodes, of storage, or of who reads.
 */
public final class GraphRun {
    private static final double NANOS = 1e9;

    private final Object lock = new Object();
    private final Program program;
    private final Setting setting;
    private final VariablePool pool;
    private final Consumer<EngineEvent> listener;
    private final Frame top;
    private final long startedNanos = System.nanoTime();
    private volatile Instant deadline;
    private final Set<Selector> assigned = ConcurrentHashMap.newKeySet();
    private Map<String, Value> outputs = new LinkedHashMap<>();
    private int index;
    private int exceptions;
    private double secondsBefore;
    private Spending spendingBefore = Spending.NONE;
    private boolean stopped;
    private boolean ended;

    /**
     * Whose run it is, and what it may use.
     *
     * @param declared
     *            the types of the conversation variables
     */
    public record Setting(RunScope scope, RunLimits limits, RunServices services, Map<String, ValueType> declared) {}

    public GraphRun(Program program, Setting setting, VariablePool pool, Consumer<EngineEvent> listener) {
        this.program = program;
        this.setting = setting;
        this.pool = pool;
        this.listener = listener;
        this.top = new Frame(this, program.top(), pool, Position.TOP, 0, this::say);
    }

    /** A run as it was when it paused. */
    public static GraphRun restored(Program program, Setting setting, RunState state, Consumer<EngineEvent> listener) {
        GraphRun run = new GraphRun(program, setting, VariablePool.fromJson(state.pool()), listener);
        run.index = state.index();
        run.exceptions = state.exceptions();
        run.secondsBefore = state.seconds();
        run.spendingBefore = state.spending();
        run.outputs = Values.fields(state.outputs());
        run.top.restore(state.frame());
        return run;
    }

    /** Runs from a node on, in the calling thread and such others as it takes; returns when the caller is not needed any more. */
    public void start(String entry) {
        Optional<Integer> step = program.top().number(entry);
        if (step.isEmpty()) {
            throw new IllegalArgumentException("There is no node '" + entry + "' to start from");
        }
        deadline = now().plus(setting.limits().duration());
        top.go(step.get());
    }

    /** The nodes that wait for something from outside. */
    public List<RunResult.Pause> waiting() {
        synchronized (lock) {
            return top.pauses().toList();
        }
    }

    /** Goes on with what was handed in for nodes that wait, by the id of their execution or of the node. */
    public void resume(Map<String, JsonNode> handedIn) {
        deadline = now().plus(setting.limits().duration());
        synchronized (lock) {
            top.takes(handedIn);
        }
        top.proceed();
    }

    /** Ends the run at somebody's wish; what is under way is given up at once. */
    public void stop(String why) {
        synchronized (lock) {
            if (!ended) {
                stopped = true;
                top.end();
                end(RunStatus.STOPPED, why, null);
            }
        }
    }

    /** Ends the run as failed, for a reason that is no node's. */
    public void fail(String type, String why) {
        synchronized (lock) {
            if (!ended) {
                stopped = true;
                top.end();
                end(RunStatus.FAILED, why, type);
            }
        }
    }

    /** Ends the run if its time is up. */
    public void checkTime() {
        Instant until = deadline;
        if (!ended && until != null && now().isAfter(until)) {
            fail("TimeLimitExceeded", "The run took longer than " + setting.limits().duration().toSeconds()
                    + " s, which is the limit");
        }
    }

    public boolean isEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    public VariablePool pool() { return pool; }

    /** The conversation variables that were assigned to so far. */
    public Set<Selector> assigned() {
        return Set.copyOf(assigned);
    }

    Object lock() { return lock; }

    Program program() { return program; }

    RunScope scope() { return setting.scope(); }

    RunLimits limits() { return setting.limits(); }

    RunServices services() { return setting.services(); }

    Instant now() { return setting.services().clock().instant(); }

    Instant deadline() { return deadline; }

    int nextIndex() { return ++index; }

    void tell(EngineEvent event) { listener.accept(event); }

    private void say(Selector from, String text) { tell(new EngineEvent.Said(from, text)); }

    Optional<ValueType> declaredType(Selector selector) {
        return selector.node().equals(Selector.CONVERSATION)
                ? Optional.ofNullable(setting.declared().get(selector.variable()))
                : Optional.empty();
    }

    boolean assign(Frame frame, Selector selector, Value value) {
        boolean conversation = selector.node().equals(Selector.CONVERSATION);
        if (!conversation && selector.isScope()) {
            return false;
        }
        if (conversation && Values.weight(value, limits().variableBytes()) < 0) {
            throw new NodeFailure("VariableTooLarge", "The value for '%s' is larger than %d bytes, which is the limit"
                    .formatted(selector.text(), limits().variableBytes()));
        }
        boolean found = frame.pool().assign(selector, value);
        if (found && conversation) {
            assigned.add(Selector.of(selector.node(), selector.variable()));
        }
        return found;
    }

    /** A step of any level is done. */
    void finished(Step step, RunStatus status, Map<String, Value> stepOutputs) {
        if (status == RunStatus.EXCEPTION) {
            exceptions++;
        }
        outputs = step.result(outputs, stepOutputs);
    }

    /** The top frame has ended by itself. */
    void frameEnded(Frame frame) {
        if (stopped) {
            return;
        }
        NodeResult.Failed failure = frame.failure();
        if (failure != null) {
            end(RunStatus.FAILED, failure.message(), failure.type());
        } else if (frame.isPaused()) {
            end(RunStatus.PAUSED, null, null);
        } else {
            end(exceptions > 0 ? RunStatus.PARTIAL_SUCCEEDED : RunStatus.SUCCEEDED, null, null);
        }
    }

    private void end(RunStatus status, String error, String errorType) {
        if (ended) {
            return;
        }
        ended = true;
        double seconds = secondsBefore + (System.nanoTime() - startedNanos) / NANOS;
        Spending spending = spendingBefore.plus(top.spending());
        List<RunResult.Pause> pauses = status == RunStatus.PAUSED ? waiting() : List.of();
        RunState state = status == RunStatus.PAUSED
                ? new RunState(pool.toJson(), top.state(), index, exceptions, seconds, spending, Values.object(outputs))
                : null;
        tell(new EngineEvent.Ended(new RunResult(status, outputs, error, errorType, spending, index, exceptions, seconds, pauses,
                state)));
    }
}
