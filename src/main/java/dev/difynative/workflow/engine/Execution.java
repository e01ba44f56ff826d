package dev.difynative.workflow.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.graph.RetryRule;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.AgentStep;
import dev.difynative.workflow.node.Body;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.NodeSpan;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

/** One execution of one step, and what its node sees of the run. */
final class Execution implements NodeContext {
    private static final Logger LOG = Logger.getLogger(Execution.class);
    private static final double NANOS = 1e9;

    private final Frame frame;
    private final Step step;
    private final int number;
    private final String predecessor;
    private final NodeRecord before;
    private final long startedNanos = System.nanoTime();
    private final List<Runnable> hooks = new ArrayList<>(2);
    private final List<Frame> rounds = new ArrayList<>(0);
    private NodeRecord record;
    private JsonNode handedIn;
    private NodeResult.Paused waiting;
    private BodyRuns body;
    private Spending usedEarlier = Spending.NONE;
    private Spending used = Spending.NONE;
    private Thread thread;
    private volatile boolean cancelled;

    /** {@code paused} is the execution that this one goes on with, or null. */
    Execution(Frame frame, Step step, int number, String predecessor, Execution paused) {
        this.frame = frame;
        this.step = step;
        this.number = number;
        this.predecessor = predecessor;
        this.before = paused == null ? null : paused.record;
        this.handedIn = paused == null ? null : paused.handedIn;
        this.body = paused == null || paused.body == null ? null : paused.body.of(this);
    }

    /** A step that waited when its run was stored. */
    static Execution waiting(Frame frame, Step step, int number, FrameState.Waiting stored) {
        Execution execution = new Execution(frame, step, number, stored.predecessor(), null);
        execution.record = new NodeRecord(stored.executionId(), step.node(), stored.index(), stored.predecessor(),
                frame.position(), stored.startedAt(), null);
        execution.waiting = new NodeResult.Paused(stored.kind(), stored.reason(), null);
        if (stored.body() != null) {
            execution.body = BodyRuns.restored(execution, frame, frame.run().program(), stored.body());
        }
        return execution;
    }

    Step step() { return step; }

    int number() { return number; }

    NodeRecord record() { return record; }

    private GraphRun engine() { return frame.run(); }

    // --- under the run's lock -------------------------------------------------------------------------------------

    void begun() {
        thread = Thread.currentThread();
        record = before != null
                ? before.with(null)
                : new NodeRecord(Ids.next().toString(), step.node(), engine().nextIndex(), predecessor, frame.position(),
                        engine().now(), null);
        if (!step.kind().isContainer()) {
            engine().tell(new EngineEvent.NodeStarted(record));
        }
    }

    void retried(NodeResult.Failed failed, int retry) {
        engine().tell(
                new EngineEvent.NodeRetried(record.with(outcome(RunStatus.RETRY, failed.outputs(), failed, failed, retry))));
    }

    void finished(RunStatus status, Map<String, Value> outputs, NodeResult result, NodeResult.Failed failed) {
        record = record.with(outcome(status, outputs, result, failed, 0));
        tellFinished();
    }

    void pausedBy(NodeResult.Paused waits) {
        waiting = waits;
        record = record.with(outcome(RunStatus.PAUSED, Map.of(), waits, null, 0));
        tellFinished();
    }

    FrameState.Waiting waiting() {
        return new FrameState.Waiting(record.id(), record.index(), predecessor, record.startedAt().toEpochMilli(),
                waiting.kind(), waiting.reason(), body == null ? null : body.state(seconds()));
    }

    /** What this step, or what is in its body, waits for. */
    Stream<RunResult.Pause> pauses() {
        return body == null
                ? Stream.of(new RunResult.Pause(step.id(), record.id(), waiting.kind(), waiting.reason(), waiting.errand()))
                : body.pauses();
    }

    /** Whether something was handed in for this step or its body; it is known by the id of its execution or of its node. */
    boolean takes(Map<String, JsonNode> answers) {
        if (body != null) {
            return body.takes(answers);
        }
        handedIn = answers.getOrDefault(record.id(), answers.get(step.id()));
        return handedIn != null;
    }

    /** Ends the execution from outside: nobody waits for its result any more. */
    void giveUp() {
        cancelled = true;
        for (Frame round : List.copyOf(rounds)) {
            round.end();
            body.lost(round);
        }
        if (!hooks.isEmpty()) {
            List<Runnable> all = List.copyOf(hooks);
            Thread.startVirtualThread(() -> all.forEach(this::call));
        }
        thread.interrupt();
        record = record.with(outcome(RunStatus.STOPPED, Map.of(), null, null, 0));
        tellFinished();
    }

    private void tellFinished() {
        engine().tell(step.kind().isContainer()
                ? new EngineEvent.ContainerFinished(record, step.kind(), body == null ? 0 : body.steps())
                : new EngineEvent.NodeFinished(record));
    }

    private NodeRecord.Outcome outcome(RunStatus status, Map<String, Value> outputs, NodeResult result,
            NodeResult.Failed failed, int retry) {
        Map<String, Value> inputs = result == null ? Map.of() : result.inputs();
        Map<String, Value> process = result == null ? Map.of() : result.processData();
        Spending spending = spent(result);
        Map<String, JsonNode> metadata = result instanceof NodeResult.Succeeded done ? done.metadata() : Map.of();
        String error = failed == null ? (status == RunStatus.STOPPED ? "The run was ended" : null) : failed.message();
        return new NodeRecord.Outcome(status, inputs, process, outputs, failed == null ? null : failed.type(), error, spending,
                metadata, seconds(), retry, engine().now());
    }

    private double seconds() { return (body == null ? 0 : body.secondsBefore()) + (System.nanoTime() - startedNanos) / NANOS; }

    /** A container has spent what its rounds have, another node what this attempt has. */
    private Spending spent(NodeResult result) {
        if (body != null) {
            return body.spending();
        }
        return result == null ? used : used.plus(result.spending());
    }

    /** What all attempts have spent since the run was gone on with. */
    Spending spentNow(NodeResult result) {
        return body != null ? body.spentNow() : usedEarlier.plus(spent(result));
    }

    // --- on the execution's own thread ----------------------------------------------------------------------------

    /** Runs the node, again and again if it fails and its rule says so. */
    NodeResult attempts() {
        return NodeSpan.around(step.node(), this::untilDone);
    }

    private NodeResult untilDone() {
        RetryRule rule = step.node().retry();
        for (int retry = 1;; retry++) {
            NodeResult result = once();
            if (!(result instanceof NodeResult.Failed failed) || retry > rule.retries() || cancelled) {
                return result;
            }
            synchronized (engine().lock()) {
                if (cancelled) {
                    return result;
                }
                retried(failed, retry);
                usedEarlier = spentNow(failed);
                used = Spending.NONE;
                if (body != null) {
                    body.forget();
                }
            }
            try {
                Thread.sleep(rule.pause());
            } catch (InterruptedException givenUp) {
                return result;
            }
        }
    }

    private NodeResult once() {
        try {
            return withinBounds(step.execute(this));
        } catch (RoundsPaused waits) {
            return new NodeResult.Paused(null, null, null);
        } catch (NodeFailure failure) {
            return NodeResult.failed(failure.type(), failure.getMessage());
        } catch (Failure failure) {
            return NodeResult.failed(failure.code().wire().code(), failure.getMessage());
        } catch (InterruptedException ended) {
            return NodeResult.failed("Interrupted", "The node was interrupted");
        } catch (Exception | StackOverflowError unexpected) {
            // Whatever a node does, it ends in a failed node and not in a run that hangs.
            LOG.debugf(unexpected, "Node %s failed", step.id());
            return NodeResult.failed(unexpected.getClass().getSimpleName(), unexpected.getMessage());
        }
    }

    private NodeResult withinBounds(NodeResult result) {
        if (result == null) {
            return NodeResult.failed("NoResult", "The node has given no result");
        }
        if (result instanceof NodeResult.Succeeded done) {
            long most = engine().limits().valueBytes();
            for (Map.Entry<String, Value> output : done.outputs().entrySet()) {
                if (Values.weight(output.getValue(), most) < 0) {
                    return NodeResult.failed("VariableTooLarge", "The output '" + output.getKey() + "' is larger than " + most
                            + " bytes, which is the limit").withInputs(done.inputs()).withSpending(done.spending());
                }
            }
        }
        return result;
    }

    private void call(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException fault) {
            LOG.warnf(fault, "Node %s could not be cancelled in good order", step.id());
        }
    }

    /** Registers the round of a body, so that it ends with this execution. */
    void enter(Frame round) {
        synchronized (engine().lock()) {
            rounds.add(round);
            if (cancelled) {
                round.end();
            }
        }
    }

    /** Ends the rounds under way. */
    void endRounds() { List.copyOf(rounds).forEach(Frame::end); }

    void leave(Frame round) {
        synchronized (engine().lock()) {
            rounds.remove(round);
        }
    }

    @Override
    public Node node() { return step.node(); }

    @Override
    public Graph graph() { return engine().program().graph(); }

    @Override
    public RunScope run() { return engine().scope(); }

    @Override
    public String executionId() { return record.id(); }

    @Override
    public Optional<Value> read(Selector selector) { return frame.pool().read(selector); }

    @Override
    public boolean assign(Selector selector, Value value) { return engine().assign(frame, selector, value); }

    @Override
    public Optional<ValueType> declaredType(Selector selector) { return engine().declaredType(selector); }

    @Override
    public void emit(String output, String piece) {
        synchronized (engine().lock()) {
            if (!cancelled) {
                frame.speech().piece(step.id(), output, piece);
            }
        }
    }

    @Override
    public void reason(String piece, boolean last) { tell(new EngineEvent.Reasoned(step.node(), piece, last)); }

    @Override
    public void log(AgentStep entry) { tell(new EngineEvent.Logged(record.id(), step.node(), entry)); }

    @Override
    public void spend(Spending more) {
        synchronized (engine().lock()) {
            used = used.plus(more);
        }
    }

    @Override
    public void cite(List<JsonNode> resources) { tell(new EngineEvent.Cited(List.copyOf(resources))); }

    private void tell(EngineEvent event) {
        synchronized (engine().lock()) {
            if (!cancelled) {
                engine().tell(event);
            }
        }
    }

    @Override
    public List<ChatMessage> history(int mostRounds) { return engine().services().history(run(), mostRounds); }

    @Override
    public Body body() {
        if (body == null) {
            body = new BodyRuns(this, frame, engine().program());
        }
        return body;
    }

    @Override
    public Optional<JsonNode> resumption() { return Optional.ofNullable(handedIn); }

    @Override
    public Instant deadline() { return engine().deadline(); }

    @Override
    public boolean isCancelled() { return cancelled; }

    @Override
    public void onCancel(Runnable hook) {
        synchronized (engine().lock()) {
            if (!cancelled) {
                hooks.add(hook);
                return;
            }
        }
        hook.run();
    }

    @Override
    public <T> T await(CompletionStage<T> stage) throws InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case Throwable other -> throw new NodeFailure(other.getClass().getSimpleName(), other.getMessage());
            }
        } catch (InterruptedException ended) {
            future.cancel(true);
            throw ended;
        }
    }
}
