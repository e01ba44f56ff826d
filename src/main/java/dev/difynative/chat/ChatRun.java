package dev.difynative.chat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppMode;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.chat.moderation.ModeratedAnswer;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.price.Usage;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.speech.SpeechService;
import io.vertx.core.Context;

/**
 * One answer on its way from the model to the reader and into the database.
 *
 * <p>
 * A run outlives its reader: the reader is a {@link FrameStream} that may go away at any time. It ends exactly once, by
 * completion, failure, stop or replacement, whichever is first, and what it says last (message_end or error) is said only
 * after the message has been committed.
 */
public final class ChatRun implements ChatSink, ModeratedAnswer {
    private static final Logger LOG = Logger.getLogger(ChatRun.class);

    private final ChatRunEnvironment environment;
    private final ChatTurn turn;
    private final Context context;
    private final FrameStream frames;
    private final PieceFrame pieces;
    private final RunClock time = new RunClock();
    private final StringBuilder answer = new StringBuilder();
    private final StoredText stored = new StoredText();
    private final CompletableFuture<FinishedAnswer> finished = new CompletableFuture<>();
    private OutputModeration moderation = OutputModeration.NONE;
    private List<JsonNode> citations = List.of();
    private Cancellable upstream;
    private Usage spent;
    private Usage spentStored;
    private Supplier<Usage> underWay;
    private ChatPrompt asked;
    private String generated;
    private Completion completion;
    private boolean opened;
    private boolean ending;

    ChatRun(ChatRunEnvironment environment, ChatTurn turn, Context context, FrameStream frames) {
        this.environment = environment;
        this.turn = turn;
        this.context = context;
        this.frames = frames;
        this.pieces = new PieceFrame(turn.app().mode() == AppMode.AGENT_CHAT ? "agent_message" : "message", turn.envelope());
    }

    public UUID taskId() { return turn.envelope().taskId(); }

    public ChatTurn turn() { return turn; }

    /** The stream of this run's frames; null when nobody asked for one. */
    public FrameStream frames() { return frames; }

    /** How long this run has taken so far. */
    double seconds() { return time.elapsedSeconds(); }

    /** Completes when the message is stored; fails with the {@link Failure} that ended the run. */
    public CompletableFuture<FinishedAnswer> finished() {
        return finished;
    }

    /** Stores the message as running, if that has not been done and the answer is not about to be stored whole. */
    synchronized void open() {
        if (!opened && !ending) {
            opened = true;
            environment.journal().write(
                    new JournalEntry.Opened(turn.newConversation(), turn.message(), environment.instanceId()));
        }
    }

    /** Asks the model; what it says arrives on this run's event loop. */
    void ask(ChatModel model, QuestionPreparation.Ask question) {
        context.runOnContext(ignored -> begin(question, () -> model.stream(question.prompt(), this)));
    }

    /** Has the answer made by somebody who tells this run of it. */
    void ask(AgentWork agent, ChatModel model, QuestionPreparation.Ask question) {
        begin(question, () -> agent.begin(this, model, question.prompt()));
    }

    private synchronized void begin(QuestionPreparation.Ask question, Supplier<Cancellable> call) {
        if (!ending) {
            moderation = question.moderation();
            citations = question.citations();
            asked = question.prompt();
            upstream = call.get();
        }
    }

    /** Tells the reader of something besides the answer's text. */
    public synchronized void tell(ChatEvent event) {
        if (frames != null && !ending) {
            frames.append(environment.frame(event));
        }
    }

    /** Stores something that belongs to the message, and what its parts have cost so far. */
    public synchronized void keep(JournalEntry.Part part) {
        if (!ending) {
            open();
            if (spent != null && spent != spentStored) {
                spentStored = spent;
                environment.journal().write(new JournalEntry.Spent(turn.message().id(), spent.promptTokens(),
                        spent.completionTokens(), new BigDecimal(spent.totalPrice()), spent.currency()));
            }
            environment.journal().write(part);
        }
    }

    /** Counts what a part of the answer has cost; an answer whose parts are counted costs what they cost together. */
    public synchronized void spend(Usage usage) {
        underWay = null;
        spent = spent == null ? usage : spent.plus(usage);
    }

    /**
     * Has the part that is made now counted with the others, should the run end before {@link #spend} tells what it has cost;
     * that is then counted on a thread that may wait.
     */
    public synchronized void spending(Supplier<Usage> soFar) {
        if (!ending) {
            underWay = soFar;
        }
    }

    /** Names passages that the answer is made from, after those that were named before. */
    public synchronized void cite(List<JsonNode> passages) {
        List<JsonNode> all = new ArrayList<>(citations);
        for (JsonNode passage : passages) {
            all.add(passage instanceof ObjectNode source ? source.deepCopy().put("position", all.size() + 1) : passage);
        }
        citations = all;
    }

    @Override
    public synchronized void text(String delta) {
        if (ending || delta.isEmpty()) {
            return;
        }
        time.token();
        answer.append(delta);
        if (frames != null) {
            pieces.append(frames, delta);
        }
        moderation.grown(answer, this);
    }

    @Override
    public synchronized void completed(Completion completion) {
        if (!ending) {
            this.completion = completion;
            moderation.last(answer.toString(), this, () -> end(RunEnd.normal(completion)));
        }
    }

    @Override
    public void failed(Failure failure) { end(RunEnd.failed(failure)); }

    /** Says this instead of a model; ends the run. */
    void answerWith(QuestionPreparation.Answered answered) {
        text(answered.text());
        end(RunEnd.withoutModel(answered.annotationReply()));
    }

    @Override
    public synchronized void replaceBy(String text, String reason) {
        if (ending) {
            return;
        }
        generated = answer.toString();
        answer.setLength(0);
        answer.append(text);
        if (frames != null) {
            frames.append(environment.frame(new ChatEvent.MessageReplace(turn.envelope(), text, reason)));
        }
        end(withWhatIsKnown());
    }

    /** Ends the run at its user's wish; what was said is kept. */
    public synchronized void stop() { end(withWhatIsKnown()); }

    /** The model may have ended already, and the answer wait for its filter. */
    private RunEnd withWhatIsKnown() {
        return completion == null ? RunEnd.cutShort() : RunEnd.normal(completion);
    }

    /** Has what was said so far stored with the others, if there is something new. */
    synchronized void flush(GrowthTick tick) {
        if (ending) {
            return;
        }
        if (time.elapsedSeconds() > environment.maxSeconds()) {
            end(RunEnd.outOfTime(CommonError.INTERNAL_ERROR.because("The answer took longer than is allowed")));
            return;
        }
        open();
        stored.flush(turn.message().id(), answer, tick);
    }

    private synchronized void end(RunEnd how) {
        if (ending) {
            return;
        }
        ending = true;
        if (upstream != null && how.cancelsModel()) {
            upstream.cancel();
        }
        if (how.needsCounting()) {
            // Counting tokens takes a tokenizer, which is no work for an event loop.
            environment.executor().execute(() -> store(how));
        } else {
            store(how);
        }
    }

    private void store(RunEnd how) {
        try {
            FinishedAnswer result = environment.finish(turn, said(), how, time);
            JournalEntry entry = wasOpened()
                    ? new JournalEntry.Closed(turn.message().id(), turn.message().conversationId(), turn.message().query(),
                            result.outcome(), true)
                    : new JournalEntry.Whole(turn.newConversation(), turn.message(), result.outcome(), true);
            environment.journal().write(entry)
                    .whenComplete((done, fault) -> context.runOnContext(ignored -> tell(result, how, fault)));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "Message %s could not be finished", turn.message().id());
            context.runOnContext(ignored -> tell(null, how, unexpected));
        }
    }

    private synchronized ChatRunEnvironment.Said said() {
        return new ChatRunEnvironment.Said(answer.toString(), citations,
                new ChatRunEnvironment.Made(asked, generated == null ? answer.toString() : generated, spent, underWay));
    }

    private synchronized boolean wasOpened() { return opened; }

    private void tell(FinishedAnswer result, RunEnd how, Throwable storeFault) {
        Failure failure = storeFault == null
                ? how.failure()
                : CommonError.SERVICE_UNAVAILABLE.because(wasOpened()
                        ? "The database cannot be reached; the answer is stored when it can be"
                        : "The answer could not be stored; try again shortly");
        if (frames != null) {
            tellReader(result, how, failure);
        }
        environment.ended(this, failure == null);
        if (failure == null) {
            finished.complete(result);
        } else {
            finished.completeExceptionally(failure);
        }
    }

    private void tellReader(FinishedAnswer result, RunEnd how, Failure failure) {
        if (failure != null) {
            sayLast(ChatEvent.Error.of(turn.envelope(), failure));
        } else if (how.isWhole() && !result.text().isBlank() && frames.isRead() && SpeechService.speaksByItself(turn.app())) {
            environment.executor().execute(() -> speak(result));
        } else {
            sayLast(messageEnd(result));
        }
    }

    private ChatEvent messageEnd(FinishedAnswer result) {
        return new ChatEvent.MessageEnd(turn.envelope(), turn.message().id(), result.outcome().metadata(), List.of());
    }

    /** Lets the answer be heard as far as that goes, and says then that it has ended. */
    private void speak(FinishedAnswer result) {
        try {
            environment.speak(turn, result.text(), mp3 -> frames.append(environment.frame(
                    new ChatEvent.TtsMessage(turn.envelope(), Base64.getEncoder().encodeToString(mp3.getBytes())))));
        } catch (RuntimeException silent) {
            LOG.warnf("The answer of message %s could not be spoken to its end: %s", turn.message().id(), silent.getMessage());
        }
        sayLast(messageEnd(result), new ChatEvent.TtsMessageEnd(turn.envelope(), ""));
    }

    private void sayLast(ChatEvent... lastWords) {
        for (ChatEvent word : lastWords) {
            frames.append(environment.frame(word));
        }
        frames.end();
    }
}
