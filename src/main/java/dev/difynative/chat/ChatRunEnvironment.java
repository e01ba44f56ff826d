package dev.difynative.chat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.models.Completion;
import dev.difynative.models.Prices;
import dev.difynative.models.TokenCounter;
import dev.difynative.models.Usage;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.metrics.ModelMetrics;
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
    Executor executor() { return Thread::startVirtualThread; }

    byte[] frame(ChatEvent event) { return ("data: " + write(event) + "\n\n").getBytes(StandardCharsets.UTF_8); }

    /** Speaks an answer, some of it at a time; waits for the model. */
    void speak(ChatTurn turn, String answer, Consumer<Buffer> pieces) {
        speech.speakByItself(turn.app(), turn.message().sender().endUserId(), answer, pieces);
    }

    /** An answer with the passages that it was made from; {@code spent} is what its parts have cost, or null if it has none. */
    record Said(String answer, List<JsonNode> citations, Usage spent) {}

    /** The last word on a message: what is stored of it and what its reader is told. */
    FinishedAnswer finish(ChatTurn turn, Said said, RunEnd how, RunClock time) {
        String answer = said.answer();
        double latency = time.elapsedSeconds();
        Usage usage = said.spent() != null ? said.spent() : usage(turn, answer, how, time, latency);
        count(turn, usage, how, time);
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

    private void count(ChatTurn turn, Usage usage, RunEnd how, RunClock time) {
        if (how.modelWasAsked()) {
            ModelMetrics.Model model = metrics.of(turn.message().provider(), turn.message().model());
            if (how.failure() != null) {
                model.failed();
            } else {
                model.firstToken((long) (time.toFirstTokenSeconds() * 1e9));
                model.completed((long) (time.elapsedSeconds() * 1e9), usage.promptTokens(), usage.completionTokens());
            }
        }
    }

    private static Usage usage(ChatTurn turn, String answer, RunEnd how, RunClock time, double latency) {
        if (!how.modelWasAsked()) {
            return Usage.NONE;
        }
        Completion completion = how.completion() != null
                ? how.completion()
                : new Completion("stop", TokenCounter.count(turn.message().query()), TokenCounter.count(answer), true);
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
