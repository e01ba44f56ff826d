package dev.difynative.chat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.conversation.ConversationNames;
import dev.difynative.chat.conversation.Message;
import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.price.Prices;
import dev.difynative.models.price.Usage;
import dev.difynative.models.provider.TokenEstimate;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.metrics.ModelMetrics;
import dev.difynative.platform.text.LoneHalves;
import dev.difynative.platform.tracing.Traces;
import dev.difynative.speech.SpeechService;
import io.vertx.core.buffer.Buffer;

/** What all runs share: where they are stored, how their events are written, who is told that one has ended. */
@ApplicationScoped
class ChatRunEnvironment {
    private final Journal journal;
    private final RunRegistry registry;
    private final InstanceRegistry instances;
    private final ObjectMapper json;
    private final Clock clock;
    private final ConversationNames names;
    private final ModelMetrics metrics;
    private final SpeechService speech;
    private final double maxSeconds;

    ChatRunEnvironment(Journal journal, RunRegistry registry, InstanceRegistry instances, ObjectMapper json, Clock clock,
            ConversationNames names, ModelMetrics metrics, SpeechService speech, ChatConfig config) {
        this.journal = journal;
        this.registry = registry;
        this.instances = instances;
        this.json = json;
        this.clock = clock;
        this.names = names;
        this.metrics = metrics;
        this.speech = speech;
        this.maxSeconds = config.maxDuration().toMillis() / 1e3;
    }

    Journal journal() { return journal; }

    UUID instanceId() { return instances.id(); }

    Instant now() { return clock.instant(); }

    double maxSeconds() { return maxSeconds; }

    /** For work that may block: a virtual thread per task. */
    Executor executor() { return Traces::onVirtualThread; }

    byte[] frame(ChatEvent event) { return ("data: " + write(event) + "\n\n").getBytes(StandardCharsets.UTF_8); }

    /** Speaks an answer, some of it at a time; waits for the model. */
    void speak(ChatTurn turn, String answer, Consumer<Buffer> pieces) {
        speech.speakByItself(turn.app(), turn.message().sender().endUserId(), answer, pieces);
    }

    /** An answer with the passages that it was made from. */
    record Said(String answer, List<JsonNode> citations, Made made) {}

    /**
     * What an answer has cost: the prompt that the model was asked, or null if it was not asked; what it said, whatever has become
     * of that; {@code spent} is what the answer's finished parts have cost, or null if it has none; {@code underWay} counts what the
     * part has cost that was not finished, or is null.
     */
    record Made(ChatPrompt asked, String generated, Usage spent, Supplier<Usage> underWay) {

        /** What all parts have cost, with the one that was not finished; null for an answer that is not made of parts. */
        Usage ofParts(Usage last) {
            if (last == null) {
                return spent;
            }
            return spent == null ? last : spent.plus(last);
        }

        /** A model that refused the call has made nothing, and is not paid. */
        boolean isNothing(RunEnd how) {
            return asked == null || how.completion() == null && how.failure() != null && generated.isEmpty();
        }
    }

    /** The last word on a message: what is stored of it and what its reader is told. */
    FinishedAnswer finish(ChatTurn turn, Said said, RunEnd how, RunClock time) {
        String answer = LoneHalves.replacedIn(said.answer());
        double latency = time.elapsedSeconds();
        Made made = said.made();
        Usage lastPart = made.underWay() == null ? null : made.underWay().get();
        Usage parts = made.ofParts(lastPart);
        Usage usage = parts != null ? parts : usage(turn, made, how, time, latency);
        if (how.calledOff() && made.asked() != null) {
            count(turn, parts == null ? usage : lastPart);
        }
        AnswerMetadata metadata = new AnswerMetadata(usage, said.citations(), how.annotationReply());
        String error = how.failure() == null ? null : how.failure().getMessage();
        return new FinishedAnswer(new MessageRow.Outcome(answer, error == null ? Message.NORMAL : Message.ERROR, error,
                usage.promptTokens(), usage.completionTokens(), new BigDecimal(usage.totalPrice()), usage.currency(), latency,
                write(metadata), clock.instant()), metadata);
    }

    void ended(ChatRun run, boolean well) {
        registry.remove(run);
        if (well && run.turn().autoName()) {
            names.suggestFor(run.turn());
        }
    }

    /** A call that was called off does not say by itself what it has used; {@code untold} is null if there was none. */
    private void count(ChatTurn turn, Usage untold) {
        if (untold != null) {
            metrics.of(turn.message().provider(), turn.message().model()).tokens(untold.promptTokens(),
                    untold.completionTokens());
        }
    }

    private static Usage usage(ChatTurn turn, Made made, RunEnd how, RunClock time, double latency) {
        if (made.isNothing(how)) {
            return Usage.NONE;
        }
        Completion completion = how.completion() != null
                ? how.completion()
                : TokenEstimate.of(made.asked(), made.generated(), List.of(), "stop");
        return Usage.of(Prices.of(turn.message().provider(), turn.message().model()), completion.promptTokens(),
                completion.completionTokens(), latency, time.toFirstTokenSeconds(), time.generatingSeconds());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
