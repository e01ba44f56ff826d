package dev.difynative.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.RecordingSink;
import dev.difynative.testsupport.TestApps;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;

/** The meters of models count each call of one, whoever has made it. */
@QuarkusTest
class ModelWatchTest {
    private static final ChatPrompt HELLO = ChatPrompt.of(List.of(ChatMessage.user("Hi")));
    private static final String CALLS = "/chat/completions";
    private static ModelServer server;

    @Inject TestApps apps;
    @Inject ModelRuntime models;
    @Inject MeterRegistry meters;
    private TestApps.TestApp app;
    private String model;

    @BeforeAll
    static void startServer() { server = ModelServer.start(); }

    @AfterAll
    static void stopServer() { server.close(); }

    @BeforeEach
    void makeApp() {
        server.reset();
        app = apps.of("chat", server);
        server.reset();
        model = "watched-" + System.nanoTime();
    }

    private double tokens(String direction) {
        return meters.counter("dify.model.tokens", "provider", "openai", "model", model, "direction", direction).count();
    }

    private long timed(String meter) { return meters.timer(meter, "provider", "openai", "model", model).count(); }

    private double failures() { return meters.counter("dify.model.failures", "provider", "openai", "model", model).count(); }

    @Test
    void aStreamIsCountedWithItsFirstToken() {
        server.reply(CALLS, ModelReply.saying("One ", "two ", "three"));
        RecordingSink sink = new RecordingSink();
        models.chat(app.owner().tenantId(), "openai", model).stream(HELLO, sink);
        sink.completion();
        assertEquals(List.of(7.0, 3.0), List.of(tokens("in"), tokens("out")));
        assertEquals(List.of(1L, 1L), List.of(timed("dify.model.first.token"), timed("dify.model.latency")));
        assertEquals(0, failures());
    }

    @Test
    void aWholeAnswerIsCounted() {
        server.reply(CALLS, ModelReply.whole("Yes"));
        models.chat(app.owner().tenantId(), "openai", model).complete(HELLO).join();
        assertEquals(List.of(7.0, 1.0), List.of(tokens("in"), tokens("out")));
        assertEquals(1, timed("dify.model.latency"));
    }

    @Test
    void embeddingsAreCounted() {
        models.embeddings(app.owner().tenantId(), "openai", model).embed(List.of("a", "b"), EmbedKind.DOCUMENT).join();
        assertEquals(1, timed("dify.model.latency"));
        assertEquals(2, tokens("in"));
    }

    @Test
    void aRefusalIsAFailure() {
        server.reply(CALLS, ModelReply.of(401, "application/json", "{\"error\":{\"message\":\"No\"}}"));
        RecordingSink sink = new RecordingSink();
        models.chat(app.owner().tenantId(), "openai", model).stream(HELLO, sink);
        sink.failure();
        assertEquals(1, failures());
        assertEquals(0, timed("dify.model.latency"));
    }

    @Test
    void aCallThatIsCalledOffIsNoFailure() {
        server.reply(CALLS, ModelReply.saying("Half ", "of it").hangingAfter(1));
        RecordingSink sink = new RecordingSink();
        Cancellable call = models.chat(app.owner().tenantId(), "openai", model).stream(HELLO, sink);
        Eventually.isTrue("it has begun to speak", () -> sink.pieces() == 1);
        call.cancel();
        Eventually.isTrue("the connection is closed", () -> server.cancelled() == 1);
        assertEquals(List.of(0.0, 0L), List.of(failures(), timed("dify.model.latency")));
        assertEquals(1, timed("dify.model.first.token"));
    }

    @Test
    void theTokensOfAnAnswerThatWasStoppedAreCounted() {
        app.configure(Map.of("model", Map.of("provider", "openai", "name", model, "mode", "chat",
                "completion_params", Map.of())));
        server.reply(CALLS, ModelReply.saying("Half ", "of it").every(Duration.ofMillis(20)).hangingAfter(1));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), TestApps.streamed("Count"))) {
            JsonNode event = stream.next();
            while (!event.path("event").asText().equals("message")) {
                event = stream.next();
            }
            app.request().body("{\"user\":\"u-1\"}").post("/v1/chat-messages/" + event.path("task_id").asText() + "/stop")
                    .then().statusCode(200);
            JsonNode usage = stream.all().getLast().at("/metadata/usage");
            assertEquals(List.of(usage.path("prompt_tokens").asDouble(-1), usage.path("completion_tokens").asDouble(-1)),
                    List.of(tokens("in"), tokens("out")));
        }
    }
}
