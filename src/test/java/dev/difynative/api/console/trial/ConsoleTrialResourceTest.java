package dev.difynative.api.console.trial;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import dev.difynative.testsupport.TestApps.TestApp;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleTrialResourceTest {
    private static final Map<String, Object> MODEL = Map.of("provider", "openai", "name", "gpt-4o-mini", "mode", "chat",
            "completion_params", Map.of());
    private static ModelServer models;

    @Inject TestApps apps;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void forget() {
        models.reset();
        models.reply("/chat/completions", ModelReply.saying("An ", "answer"));
    }

    private static String path(TestApp app, String call) { return "/console/api/apps/" + app.id() + call; }

    /** Whether the model was told this; names of conversations are asked of it too. */
    private static void assertAsked(String content) {
        assertTrue(models.asked().stream().anyMatch(asked -> asked.json().at("/messages/0/content").asText().equals(content)),
                () -> content + " is not in " + models.asked());
    }

    @Test
    void aChatAppIsTriedOutWithAConfigurationThatIsNotSavedAndItsLogSaysByWhom() {
        TestApp app = apps.of("chat", models);
        app.configure(Map.of("pre_prompt", "Be polite."));
        String conversation = app.owner().request()
                .body(Map.of("query", "Hello", "inputs", Map.of(), "response_mode", "blocking", "model_config",
                        Map.of("model", MODEL, "pre_prompt", "Be brief.")))
                .post(path(app, "/chat-messages")).then().statusCode(200).body("answer", equalTo("An answer")).extract()
                .path("conversation_id");
        assertAsked("Be brief.");
        app.owner().request().body(Map.of("query", "And now?", "response_mode", "blocking")).post(path(app, "/chat-messages"))
                .then().statusCode(200);
        assertAsked("Be polite.");
        app.request().body(TestApps.blocking("From outside")).post("/v1/chat-messages").then().statusCode(200);
        app.owner().request().get(path(app, "/chat-conversations?sort_by=created_at")).then().statusCode(200)
                .body("data.from_source", contains("console", "console", "api"))
                .body("data[0].id", equalTo(conversation))
                .body("data[0].from_account_id", equalTo(app.owner().accountId().toString()))
                .body("data[0].from_account_name", notNullValue()).body("data[2].from_end_user_session_id", equalTo("u-1"));
        app.request().get("/v1/conversations?user=u-1").then().body("data.id", not(contains(conversation)));
    }

    @Test
    void aStreamThatIsTriedOutIsStopped() {
        TestApp app = apps.of("chat", models);
        models.reply("/chat/completions", ModelReply.saying("one ", "two ", "three").hangingAfter(2));
        try (EventStream stream = EventStream.post(path(app, "/chat-messages"), app.owner().accessToken(),
                Map.of("query", "Talk", "inputs", Map.of(), "response_mode", "streaming"))) {
            JsonNode first = stream.next();
            while (!first.path("event").asText().equals("message")) {
                first = stream.next();
            }
            app.owner().request().post(path(app, "/chat-messages/" + first.get("task_id").asText() + "/stop")).then()
                    .statusCode(200).body("result", equalTo("success"));
            List<JsonNode> rest = stream.all();
            assertEquals("message_end", rest.getLast().get("event").asText());
            app.owner().request().get(path(app, "/messages/" + first.get("message_id").asText())).then().statusCode(200)
                    .body("from_source", equalTo("console")).body("answer", notNullValue());
        }
    }

    @Test
    void aCompletionAppIsTriedOutTheSameWay() {
        TestApp app = apps.of("completion", models);
        Map<String, Object> form = Map.of("model", MODEL, "pre_prompt", "Translate {{text}}", "user_input_form",
                List.of(Map.of("paragraph", Map.of("variable", "text", "label", "Text", "required", true))));
        app.owner().request().body(Map.of("inputs", Map.of("text", "hedgehog"), "model_config", form))
                .post(path(app, "/completion-messages")).then().statusCode(200).body("answer", equalTo("An answer"));
        assertAsked("Translate hedgehog");
        app.owner().request().body(Map.of("inputs", Map.of(), "model_config", form)).post(path(app, "/completion-messages"))
                .then().statusCode(400).body("code", equalTo("invalid_param"));
        app.owner().request().get(path(app, "/completion-conversations")).then().statusCode(200)
                .body("data.from_source", contains("console")).body("data[0].message.answer", equalTo("An answer"));
        app.owner().request().body(Map.of("query", "Hello", "inputs", Map.of())).post(path(app, "/chat-messages")).then()
                .statusCode(400);
    }
}
