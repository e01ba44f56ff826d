package dev.difynative.workflow.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.moderation.ModeratedAnswer;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.engine.EngineEvent;
import dev.difynative.workflow.engine.GraphRun;
import dev.difynative.workflow.engine.NodeRecord;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.run.journal.NodeRow;
import dev.difynative.workflow.run.journal.PausedForm;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.RunLedger;
import dev.difynative.workflow.run.journal.RunProgress;
import dev.difynative.workflow.run.stream.EventFrames;
import dev.difynative.workflow.run.stream.EventLog;
import dev.difynative.workflow.run.stream.EventReader;
import dev.difynative.workflow.run.stream.MaskedText;
import dev.difynative.workflow.run.stream.Masking;
import dev.difynative.workflow.value.Value;

/**
 * A run that is under way in this process, between the engine, its readers and the database. It outlives its readers, and says
 * its last word only when its end is committed.
 */
public final class LiveRun implements Consumer<EngineEvent> {
    private static final Logger LOG = Logger.getLogger(LiveRun.class);
    private static final long SHORT_MILLIS = 100;

    private final RunIdentity identity;
    private final RunEnvironment environment;
    private final Conversing conversation;
    private final RunLedger ledger;
    private final EventLog log;
    private final EventFrames frames;
    private final RunEnding ending;
    private final MaskedText speech;
    private final StringBuilder answer = new StringBuilder();
    private final List<JsonNode> citations = new ArrayList<>(0);
    private final Map<String, NodeRecord> underWay = new LinkedHashMap<>();
    private final Set<String> storedUnderWay = new HashSet<>(0);
    private final CompletableFuture<FinishedRun> finished = new CompletableFuture<>();
    private final Filtered filtered = new Filtered();
    private GraphRun engine;
    private Selector speaker;
    private int answerStored;
    private final OutputModeration watcher;
    private boolean open;
    private boolean looked;
    private boolean replaced;
    private RunResult unchecked;
    private boolean closed;
    private volatile boolean atGate;
    private volatile boolean begun;
    private boolean ended;

    LiveRun(RunIdentity identity, RunEnvironment environment, RunLedger ledger, Masking masking, Conversing conversation,
            OutputModeration watcher) {
        this.identity = identity;
        this.environment = environment;
        this.ledger = ledger;
        this.conversation = conversation;
        this.watcher = watcher;
        this.log = new EventLog(ledger);
        this.frames = new EventFrames(environment.json(), identity, masking,
                text -> environment.links().renewed(identity.scope().tenantId(), text),
                environment.starters().of(identity.scope()));
        this.speech = new MaskedText(masking);
        this.ending = new RunEnding(log, frames, conversation);
    }

    public RunIdentity identity() { return identity; }

    /** Completes when the run has ended (or paused) and that is stored; fails when it could not be stored. */
    public CompletableFuture<FinishedRun> finished() {
        return finished;
    }

    public GraphRun engine() { return engine; }

    EventLog log() { return log; }

    void runBy(GraphRun run) { engine = run; }

    /** What a paused run had said before. */
    void continueAnswer(String soFar) {
        answer.append(soFar);
        answerStored = soFar.length();
    }

    /** Stores the run as it is now, if that has not been done; completes when it is committed. */
    CompletableFuture<Void> open() {
        CompletableFuture<Void> stored = save();
        synchronized (this) {
            if (open || conversation == null) {
                return stored;
            }
            open = true;
        }
        return CompletableFuture.allOf(stored, conversation.open());
    }

    private CompletableFuture<Void> save() {
        int last = log.last();
        CompletableFuture<Void> saved = environment.journal().save(ledger);
        saved.thenRun(() -> log.stored(last));
        return saved;
    }

    /** Lets somebody read all events from now on. */
    public void read(FrameStream reader) { log.read(EventReader.of(reader)); }

    /** Whether the run is under way; one that has not begun can be begun by another process as well. */
    boolean hasBegun() {
        return begun;
    }

    /** From now on the run counts, but there is nothing to store of it yet: its question may still be refused. */
    void waitAtGate() {
        atGate = true;
        begun = true;
    }

    void begin(String reason) {
        atGate = false;
        begun = true;
        if (!engine.isEnded()) {
            log.tell(number -> frames.started(number, reason));
        }
    }

    /** Says how far a run is that has not begun, or has now. */
    public void progress(RunProgress now) { ledger.progress(now); }

    void tell(HandedIn answered) {
        if (answered.told() != null) {
            log.tell(number -> frames.handedIn(number, answered));
        }
    }

    /** Stores a run that lasts; one that is over at once is written once. */
    void openIfLasting() {
        if (!looked && !atGate && environment.clock().millis() - identity.createdAt().toEpochMilli() >= SHORT_MILLIS) {
            looked = true;
            open();
        }
    }

    /** Stores what has happened since, and looks at the clock; called about once a second. */
    void tick() {
        if (atGate) {
            return;
        }
        engine.checkTime();
        synchronized (this) {
            if (ended) {
                return;
            }
            for (NodeRecord record : underWay.values()) {
                if (storedUnderWay.add(record.id())) {
                    ledger.node(frames.row(record));
                }
            }
        }
        if (ledger.hasNews()) {
            open();
        }
        String grown = null;
        synchronized (this) {
            if (conversation != null && answer.length() > answerStored && !ended) {
                answerStored = answer.length();
                grown = answer.toString();
            }
        }
        if (grown != null) {
            conversation.grown(grown);
        }
    }

    public void stop(String why) { engine.stop(why); }

    /** Ends the run because nobody waits for it any more. */
    public void stopUnread() { stop("The reader went away"); }

    void fail(Failure failure) { engine.fail(failure.code().wire().code(), failure.getMessage()); }

    /** Called by the engine, one event at a time. */
    @Override
    public synchronized void accept(EngineEvent event) {
        switch (event) {
            case EngineEvent.NodeStarted(NodeRecord record) -> {
                underWay.put(record.id(), record);
                log.tell(number -> frames.nodeStarted(number, record));
            }
            case EngineEvent.NodeRetried(NodeRecord record) -> {
                NodeRow row = frames.row(record);
                log.tell(number -> frames.nodeRetried(number, row));
            }
            case EngineEvent.NodeFinished(NodeRecord record) -> {
                if (speaker != null && speaker.node().equals(record.node().id())) {
                    sayRest();
                }
                NodeRow row = close(record);
                if (record.outcome().status() != RunStatus.PAUSED) {
                    log.tell(number -> frames.nodeFinished(number, row));
                }
            }
            case EngineEvent.ContainerStarted started -> {
                underWay.put(started.execution().id(), started.execution());
                if (!started.again()) {
                    log.tell(number -> frames.containerStarted(number, started));
                }
            }
            case EngineEvent.RoundStarted round -> log.tell(number -> frames.roundStarted(number, round));
            case EngineEvent.ContainerFinished container -> {
                NodeRow row = close(container.execution());
                if (container.execution().outcome().status() != RunStatus.PAUSED) {
                    log.tell(number -> frames.containerFinished(number, container, row));
                }
            }
            case EngineEvent.Said said -> say(said);
            case EngineEvent.Reasoned thought -> log.tell(number -> frames.reasoned(number, thought));
            case EngineEvent.Logged step -> log.tell(number -> frames.logged(number, step));
            case EngineEvent.Cited(List<JsonNode> resources) -> citations.addAll(resources);
            case EngineEvent.Ended(RunResult plain) -> {
                sayRest();
                ended = true;
                RunResult result = frames.shown(plain);
                boolean complete = result.status() == RunStatus.SUCCEEDED || result.status() == RunStatus.PARTIAL_SUCCEEDED;
                if (complete && !replaced && watcher != OutputModeration.NONE) {
                    unchecked = result;
                    watcher.last(answer.toString(), filtered, () -> end(result));
                } else {
                    // Storing waits for nothing, but it may take a while to write a long run down.
                    end(result);
                }
            }
        }
    }

    private void say(EngineEvent.Said said) {
        if (!said.from().equals(speaker)) {
            sayRest();
            speaker = said.from();
        }
        say(speech.next(said.text()));
    }

    private void sayRest() { say(speech.rest()); }

    private void say(String text) {
        if (!replaced && !text.isEmpty()) {
            answer.append(text);
            log.tell(number -> frames.said(number, speaker, text));
            watcher.grown(answer, filtered);
        }
    }

    /** Ends the run, which has not begun, with an answer that was known before. */
    synchronized void answered(QuestionGate.Answered known) {
        if (ended) {
            return;
        }
        ended = true;
        closed = true;
        answer.append(known.text());
        log.tell(number -> frames.answered(number, known.text()));
        RunResult result = new RunResult(RunStatus.SUCCEEDED, Map.of("answer", Value.of(known.text())), null, null, Spending.NONE,
                0, 0, 0, List.of(), null);
        Conversing.Closing closing = conversation.close(new Conversing.Said(known.text(), List.of(), known.annotationReply()),
                result, engine.pool());
        List<byte[]> lastWords = List.of(log.add(number -> frames.messageEnd(number, closing.metadata(), Map.of())));
        FinishedRun done = new FinishedRun(identity, result,
                frames.finished(result, frames.whole(result.outputs()), environment.clock().instant()), known.text(),
                closing.metadata());
        closing.stored().whenComplete((stored, fault) -> tellEnd(done, lastWords, fault));
    }

    /** The run as its filter of sensitive words knows it. */
    private final class Filtered implements ModeratedAnswer {
        @Override
        public void replaceBy(String text, String reason) {
            RunResult over;
            synchronized (LiveRun.this) {
                if (replaced || closed) {
                    return;
                }
                replaced = true;
                answer.setLength(0);
                answer.append(text);
                log.tell(number -> frames.replaced(number, text, reason));
                over = unchecked;
            }
            // The engine has a lock of its own, which must not be asked for under this one.
            if (over == null) {
                engine.stop("Stopped by the filter of sensitive words");
            } else {
                end(over);
            }
        }

        @Override
        public void failed(Failure failure) {
            RunResult over;
            synchronized (LiveRun.this) {
                over = unchecked;
            }
            if (over == null) {
                fail(failure);
            } else {
                end(new RunResult(RunStatus.FAILED, over.outputs(), failure.getMessage(), failure.code().wire().code(),
                        over.spending(), over.steps(), over.exceptions(), over.seconds(), List.of(), null));
            }
        }
    }

    private NodeRow close(NodeRecord record) {
        underWay.remove(record.id());
        storedUnderWay.remove(record.id());
        NodeRow row = frames.row(record);
        ledger.node(row);
        return row;
    }

    private synchronized void end(RunResult result) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            boolean paused = result.status() == RunStatus.PAUSED;
            Map<String, Value> outputs = ending.outputs(result, answer, replaced);
            String outputsText = frames.whole(outputs);
            java.time.Instant at = environment.clock().instant();
            ledger.progress(new RunProgress(result.status(), outputsText, result.error(), result.seconds(), result.spending(),
                    result.steps(), result.exceptions(), paused ? null : at));
            Conversing.Closing closing = conversation == null
                    ? new Conversing.Closing("{}", CompletableFuture.completedFuture(null))
                    : conversation.close(new Conversing.Said(answer.toString(), citations, null), result, engine.pool());
            if (paused) {
                ledger.pause(environment.pauses().sealed(identity, result.state()), PausedForm.of(result.pauses()));
            }
            List<byte[]> lastWords = ending.words(result, outputs, outputsText, at, closing.metadata());
            FinishedRun done = new FinishedRun(identity, result, frames.finished(result, outputsText, at), answer.toString(),
                    closing.metadata());
            CompletableFuture.allOf(save(), closing.stored()).whenComplete((stored, fault) -> tellEnd(done, lastWords, fault));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "Run %s could not be finished", identity.id());
            tellEnd(null, List.of(), unexpected);
        }
    }

    /** The failure that a failed run of a chatflow is for its caller. */
    public static Failure failure(RunResult result) {
        return RunError.RUN_FAILED.because("%s", "Run failed: " + result.error());
    }

    private void tellEnd(FinishedRun done, List<byte[]> lastWords, Throwable fault) {
        if (fault == null) {
            ending.say(done, lastWords);
        } else {
            Failure failure = CommonError.SERVICE_UNAVAILABLE.because("The run could not be stored; try again shortly");
            log.end(List.of(frames.error(ledger.nextEvent(), failure)));
        }
        environment.registry().remove(this);
        if (fault == null) {
            if (done.result().status() == RunStatus.PAUSED) {
                environment.registry().hasPaused(this);
            }
            finished.complete(done);
        } else {
            finished.completeExceptionally(CommonError.SERVICE_UNAVAILABLE.because("The run could not be stored"));
        }
    }
}
