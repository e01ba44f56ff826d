package dev.difynative.api.service.chat;

import static dev.difynative.testsupport.TestApps.blocking;
import static dev.difynative.testsupport.TestApps.streamed;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class ServiceChatResourceTest {
    private static final String CHAT = "/chat/completions";
    private static ModelServer models;

    @Inject TestApps apps;
    private TestApps.TestApp app;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeApp() {
        models.reset();
        app = apps.of("chat", models);
        models.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void anAnswerIsStreamedPieceByPieceAndStored(String base) {
        models.reply(CHAT, ModelReply.transcript("openai/chat-hello.txt"));
        try (EventStream stream = EventStream.post(base + "/chat-messages", app.key(), streamed("Hi"))) {
            assertEquals(200, stream.status());
            assertEquals("text/event-stream; charset=utf-8", stream.header("Content-Type"));
            assertEquals("no", stream.header("X-Accel-Buffering"));
            List<JsonNode> events = stream.all();
            assertEquals(List.of("message", "message_end"), EventStream.names(events));
            assertEquals("Hello| wörld| 你好\n", pieces(events).substring(0, "Hello| wörld| 你好\n".length()));
            JsonNode end = events.getLast();
            assertTrue(end.at("/metadata/usage/total_tokens").asInt() > 0);
            assertTrue(end.at("/metadata/usage/total_price").isTextual());
            assertEquals("normal", stored(end.get("message_id").asText(), "status"));
            assertEquals(pieces(events).replace("|", ""), stored(end.get("message_id").asText(), "answer"));
        }
    }

    @Test
    void aCharacterMayComeInTwoPieces() {
        models.reply(CHAT, inHalves("a ", "\\ud83d", "\\ude00 b"));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            List<JsonNode> events = stream.all();
            assertEquals(List.of("message", "message", "message", "message_end"),
                    events.stream().map(event -> event.get("event").asText()).toList());
            assertEquals("a 😀 b", pieces(events).replace("|", ""));
            assertEquals("a 😀 b", stored(events.getLast().get("message_id").asText(), "answer"));
        }
    }

    @Test
    void halfACharacterThatStaysAloneIsStoredAsAReplacement() {
        models.reply(CHAT, inHalves("a ", "\\ud83d", " b", "\\ud83d"));
        String message = app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(200)
                .body("answer", equalTo("a \uFFFD b\uFFFD")).extract().path("message_id");
        assertEquals("a \uFFFD b\uFFFD", stored(message, "answer"));
    }

    @Test
    void halfACharacterIsAReplacementInAnAnswerThatGrows() {
        models.reply(CHAT, inHalves("a ", "\\ud83d", " b").hangingAfter(3));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            String message = stream.next().get("message_id").asText();
            Eventually.isTrue("what was said is stored", () -> "a \uFFFD b".equals(Rows.text("""
                    SELECT string_agg(text, '' ORDER BY at)
                    FROM answer_growth, unnest(message_ids, offsets, pieces) AS piece(id, at, text)
                    WHERE id = ?::uuid""", message)));
            models.goOn();
            stream.all();
        }
    }

    @Test
    void aBlockingAnswerIsOneBody() {
        models.reply(CHAT, ModelReply.saying("Hel", "lo"));
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(200)
                .contentType("application/json")
                .body("event", equalTo("message")).body("answer", equalTo("Hello")).body("mode", equalTo("chat"))
                .body("metadata.usage.prompt_tokens", equalTo(7)).body("metadata.usage.completion_tokens", equalTo(2))
                .body("conversation_id", notNullValue()).body("task_id", notNullValue());
    }

    @Test
    void theNextQuestionOfAConversationBringsWhatWasSaidBefore() {
        models.reply(CHAT, ModelReply.saying("Ada."));
        String conversation = app.request().body(blocking("Who wrote the first program?")).post("/v1/chat-messages").then()
                .extract().path("conversation_id");
        Map<String, Object> next = new HashMap<>(blocking("When?"));
        next.put("conversation_id", conversation);
        app.request().body(next).post("/v1/chat-messages").then().statusCode(200).body("conversation_id", equalTo(conversation));
        JsonNode messages = models.lastAsked().json().get("messages");
        assertEquals(List.of("Who wrote the first program?", "Ada.", "When?"),
                List.of(messages.get(0).get("content").asText(), messages.get(1).get("content").asText(),
                        messages.get(2).get("content").asText()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40_000})
    void aQuestionMayComeInChunks(int length) throws Exception {
        models.reply(CHAT, ModelReply.saying("Ada."));
        byte[] body = "{\"user\":\"u-1\",\"inputs\":{},\"query\":\"%s\"}".formatted("x".repeat(length))
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/chat-messages"))
                .header("Authorization", "Bearer " + app.key()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response.body());
        }
    }

    @Test
    void historyAndAnswerShareWhatTheModelsContextLeaves() {
        app.owner().request().body(Map.of("model", "small", "model_type", "llm", "credentials",
                Map.of("endpoint_url", models.url() + "/v1", "api_key", "sk-test", "mode", "chat", "context_size", "200")))
                .post("/console/api/workspaces/current/model-providers/openai_api_compatible/models/credentials").then()
                .statusCode(201);
        app.configure(Map.of("model", Map.of("provider", "openai_api_compatible", "name", "small", "mode", "chat",
                "completion_params", Map.of("max_tokens", 50))));
        models.reply(CHAT, ModelReply.saying("Ada."));
        String conversation = app.request().body(blocking("Who wrote it? " + "please ".repeat(100))).post("/v1/chat-messages")
                .then().statusCode(200).extract().path("conversation_id");
        Map<String, Object> next = new HashMap<>(blocking("When? " + "please ".repeat(160)));
        next.put("conversation_id", conversation);
        app.request().body(next).post("/v1/chat-messages").then().statusCode(200);
        JsonNode request = models.lastAsked().json();
        assertEquals(1, request.get("messages").size(), "the question alone");
        assertTrue(request.get("max_tokens").asInt() < 50, request.toString());
    }

    @Test
    void aConversationOfAnotherUserIsUnknown() {
        models.reply(CHAT, ModelReply.saying("x"));
        String conversation = app.request().body(blocking("Hi")).post("/v1/chat-messages").then().extract()
                .path("conversation_id");
        Map<String, Object> other = new HashMap<>(blocking("Hi"));
        other.put("conversation_id", conversation);
        other.put("user", "somebody-else");
        app.request().body(other).post("/v1/chat-messages").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void thePromptIsFilledWithTheFormsValues() {
        models.reply(CHAT, ModelReply.saying("x"));
        app.configure(Map.of("pre_prompt", "Speak {{language}}.", "user_input_form",
                List.of(Map.of("text-input", Map.of("label", "Language", "variable", "language", "required", true)))));
        Map<String, Object> question = new HashMap<>(blocking("Hi"));
        question.put("inputs", Map.of("language", "Latin"));
        app.request().body(question).post("/v1/chat-messages").then().statusCode(200);
        JsonNode messages = models.lastAsked().json().get("messages");
        assertEquals("system", messages.get(0).get("role").asText());
        assertEquals("Speak Latin.", messages.get(0).get("content").asText());
    }

    @Test
    void aMissingInputIsRefusedBeforeTheStreamOpens() {
        app.configure(Map.of("user_input_form",
                List.of(Map.of("text-input", Map.of("label", "Language", "variable", "language", "required", true)))));
        app.request().accept("text/event-stream").body(streamed("Hi")).post("/v1/chat-messages").then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("language"));
        assertTrue(models.asked().isEmpty());
    }

    @Test
    void aStopEndsTheStreamAndKeepsWhatWasSaid() {
        models.reply(CHAT, ModelReply.saying("one ", "two ", "three").every(Duration.ofMillis(50)).hangingAfter(2));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            JsonNode first = stream.next();
            stream.next();
            app.request().body(Map.of("user", "u-1")).post("/v1/chat-messages/" + first.get("task_id").asText() + "/stop").then()
                    .statusCode(200).body("result", equalTo("success"));
            assertEquals(List.of("message_end"), EventStream.names(stream.all()));
            assertEquals("one two ", stored(first.get("message_id").asText(), "answer"));
            Eventually.isTrue("the model's server is told", () -> models.cancelled() == 1);
        }
    }

    @Test
    void aStoppedAnswerCostsThePromptThatWasAsked() {
        app.configure(Map.of("pre_prompt", "word ".repeat(200)));
        models.reply(CHAT, ModelReply.saying("one ", "two ").every(Duration.ofMillis(50)).hangingAfter(2));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            String task = stream.next().get("task_id").asText();
            stream.next();
            app.request().body(Map.of("user", "u-1")).post("/v1/chat-messages/" + task + "/stop").then().statusCode(200);
            JsonNode usage = stream.all().getLast().at("/metadata/usage");
            assertTrue(usage.get("prompt_tokens").asInt() > 200, usage.toString());
            assertEquals(3, usage.get("completion_tokens").asInt());
        }
    }

    @Test
    void aCallThatTheProviderRefusesCostsNothing() {
        models.reply(CHAT, ModelReply.of(400, "application/json", "{\"error\":{\"message\":\"No such model\"}}"));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            JsonNode error = stream.all().getLast();
            assertEquals("error", error.get("event").asText());
            assertEquals("0", stored(error.get("message_id").asText(), "prompt_tokens + answer_tokens"));
        }
    }

    @Test
    void aStopByAnotherUserChangesNothing() {
        models.reply(CHAT, ModelReply.saying("one ", "two").hangingAfter(1));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            String task = stream.next().get("task_id").asText();
            app.request().body(Map.of("user", "intruder")).post("/v1/chat-messages/" + task + "/stop").then().statusCode(200);
            Eventually.isTrue("the model has fallen silent", () -> models.silent() == 1);
            models.goOn();
            assertEquals("two", pieces(stream.all()));
        }
    }

    @Test
    void aReaderWhoLeavesLosesNothing() {
        models.reply(CHAT, ModelReply.saying("a", "b", "c").every(Duration.ofMillis(150)));
        String message;
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            message = stream.next().get("message_id").asText();
        }
        Eventually.isTrue("the message is completed", () -> "normal".equals(stored(message, "status")));
        assertEquals("abc", stored(message, "answer"));
    }

    @Test
    void aProviderThatBreaksOffGivesAnErrorEventAndAStoredError() {
        models.reply(CHAT, ModelReply.saying("half ", "an ", "answer").every(Duration.ofMillis(20)).breakingAfter(2));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            List<JsonNode> events = stream.all();
            JsonNode error = events.getLast();
            assertEquals("error", error.get("event").asText());
            assertEquals("completion_request_error", error.get("code").asText());
            assertEquals(400, error.get("status").asInt());
            assertEquals("error", stored(error.get("message_id").asText(), "status"));
            assertEquals("half an ", stored(error.get("message_id").asText(), "answer"));
        }
    }

    @Test
    void aRefusedKeyOfTheProviderIsAnErrorInBothForms() {
        models.reply(CHAT, ModelReply.transcript("openai/error-401.txt"));
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(400)
                .body("code", equalTo("completion_request_error"));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            assertEquals(List.of("error"), EventStream.names(stream.all()));
        }
    }

    @Test
    void aKeywordInTheQuestionIsAnsweredWithoutTheModel() {
        app.configure(Map.of("sensitive_word_avoidance", moderation()));
        app.request().body(blocking("tell me the SECRET word")).post("/v1/chat-messages").then().statusCode(200)
                .body("answer", equalTo("Not that.")).body("metadata.usage.total_tokens", equalTo(0));
        assertTrue(models.asked().isEmpty());
    }

    @Test
    void aKeywordInTheAnswerReplacesIt() {
        models.reply(CHAT, ModelReply.saying("The ", "secret ", "is 42"));
        app.configure(Map.of("sensitive_word_avoidance", moderation()));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Well?"))) {
            List<JsonNode> events = stream.all();
            assertEquals(List.of("message", "message_replace", "message_end"), EventStream.names(events));
            assertEquals("Withheld.", stored(events.getLast().get("message_id").asText(), "answer"));
        }
    }

    @Test
    void anAnswerThatIsReplacedAtItsEndCostsWhatTheModelSays() {
        models.reply(CHAT, ModelReply.saying("secret"));
        app.configure(Map.of("sensitive_word_avoidance", moderation()));
        app.request().body(blocking("Well?")).post("/v1/chat-messages").then().statusCode(200)
                .body("answer", equalTo("Withheld."))
                .body("metadata.usage.prompt_tokens", equalTo(7)).body("metadata.usage.completion_tokens", equalTo(1));
    }

    @Test
    void aCompletionAppSendsItsFilledPromptAsTheUsersMessage() {
        models.reply(CHAT, ModelReply.saying("done"));
        TestApps.TestApp completion = apps.more(app.owner(), "completion");
        completion.configure(Map.of("pre_prompt", "Summarise: {{text}}", "user_input_form",
                List.of(Map.of("paragraph", Map.of("label", "Text", "variable", "text", "required", true)))));
        completion.request().body(Map.of("inputs", Map.of("text", "long"), "user", "u-1")).post("/v1/completion-messages").then()
                .statusCode(200).body("answer", equalTo("done")).body("conversation_id", nullValue());
        JsonNode messages = models.lastAsked().json().get("messages");
        assertEquals(1, messages.size());
        assertEquals("Summarise: long", messages.get(0).get("content").asText());
    }

    @Test
    void aChatCallToACompletionAppIsRefusedByName() {
        TestApps.TestApp completion = apps.more(app.owner(), "completion");
        completion.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(400)
                .body("code", equalTo("not_chat_app"));
    }

    @Test
    void anAppWhoseApiIsSwitchedOffRefusesAtOnce() {
        app.owner().request().body(Map.of("enable_api", false)).put("/console/api/apps/" + app.id()).then().statusCode(200);
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(403).body("code",
                equalTo("access_denied"));
    }

    @Test
    void theAppsOwnLimitIsShownAndHeld() {
        models.reply(CHAT, ModelReply.saying("x"));
        app.owner().request().body(Map.of("api_rpm", 1)).put("/console/api/apps/" + app.id()).then().statusCode(200);
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(200)
                .header("X-RateLimit-Limit", "1").header("X-RateLimit-Remaining", "0");
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(429)
                .header("Retry-After", notNullValue()).body("code", equalTo("rate_limit_exceeded"));
    }

    @Test
    void aKeyInTheQueryStringIsRefusedWithAHint() {
        app.request().queryParam("api_key", app.key()).body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(401)
                .body("code", equalTo("unauthorized"));
    }

    /** The pieces as JSON has them, because in UTF-8 no half can be sent. */
    private static ModelReply inHalves(String... pieces) {
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            body.append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"").append(piece)
                    .append("\"},\"finish_reason\":null}]}\n\n");
        }
        return ModelReply.of(200, "text/event-stream", body.append("data: [DONE]\n\n").toString());
    }

    private static Map<String, Object> moderation() {
        return Map.of("enabled", true, "type", "keywords", "config", Map.of("keywords", "secret\nhidden", "inputs_config",
                Map.of("enabled", true, "preset_response", "Not that."), "outputs_config",
                Map.of("enabled", true, "preset_response", "Withheld.")));
    }

    private static String pieces(List<JsonNode> events) {
        return String.join("|", events.stream().filter(event -> event.get("event").asText().equals("message"))
                .map(event -> event.get("answer").asText()).toList());
    }

    private static String stored(String messageId, String column) {
        return Rows.text("SELECT " + column + " FROM messages WHERE id = ?::uuid", messageId);
    }
}
