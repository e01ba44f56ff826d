package dev.difynative.api.service.chat;

import static dev.difynative.testsupport.TestApps.blocking;
import static dev.difynative.testsupport.TestApps.streamed;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.KnowledgeRows;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Apps of mode agent-chat: the model works with tools, and the reader sees how. */
@QuarkusTest
class ServiceAgentTest {
    private static final String CHAT = "/chat/completions";
    private static ModelServer models;

    @Inject TestApps apps;
    @Inject KnowledgeRows knowledge;
    private TestApps.TestApp app;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeApp() {
        models.reset();
        app = apps.of("agent-chat", models);
        app.configure(agent(10, tool("maths", "eval_expression")));
        models.reset();
    }

    private static Map<String, Object> tool(String provider, String name) {
        return Map.of("enabled", true, "provider_type", "builtin", "provider_id", provider, "tool_name", name,
                "tool_parameters", Map.of());
    }

    private static Map<String, Object> agent(int rounds, Map<?, ?>... tools) {
        return new HashMap<>(Map.of("agent_mode", Map.of("enabled", true, "strategy", "function_call", "max_iteration", rounds,
                "tools", List.of(tools))));
    }

    private static ModelReply computing(String said, String expression) {
        return ModelReply.calling(said, "eval_expression", "{\"expression\":\"%s\"}".formatted(expression));
    }

    private List<JsonNode> ask(String query) {
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed(query))) {
            assertEquals(200, stream.status());
            return stream.all();
        }
    }

    private static List<JsonNode> thoughts(List<JsonNode> events) {
        return events.stream().filter(event -> event.get("event").asText().equals("agent_thought")).toList();
    }

    private static String said(List<JsonNode> events) {
        return String.join("", events.stream().filter(event -> event.get("event").asText().equals("agent_message"))
                .map(event -> event.get("answer").asText()).toList());
    }

    private static String stored(String messageId, String column) {
        return Rows.text("SELECT " + column + " FROM messages WHERE id = ?::uuid", messageId);
    }

    @Test
    void theReaderSeesWhatTheAgentThinksDoesAndSays() {
        models.reply(CHAT, computing("I compute.", "6*7"), ModelReply.saying("It is ", "42."));
        List<JsonNode> events = ask("6 times 7?");
        assertEquals(List.of("agent_thought", "agent_message", "agent_thought", "agent_message", "agent_thought", "message_end"),
                EventStream.names(events));
        List<JsonNode> thoughts = thoughts(events);
        assertEquals(List.of("", "I compute.", "I compute.", "", "It is 42."),
                thoughts.stream().map(thought -> thought.get("thought").asText()).toList());
        assertEquals(List.of(1, 1, 1, 2, 2), thoughts.stream().map(thought -> thought.get("position").asInt()).toList());
        JsonNode done = thoughts.get(2);
        assertEquals(thoughts.getFirst().get("id"), done.get("id"));
        assertEquals("eval_expression", done.get("tool").asText());
        assertEquals("{\"eval_expression\":{\"expression\":\"6*7\"}}", done.get("tool_input").asText());
        assertEquals("{\"eval_expression\":\"42\"}", done.get("observation").asText());
        assertEquals("Evaluate expression", done.at("/tool_labels/eval_expression/en_US").asText());
        assertTrue(done.get("message_files").isEmpty());
        assertEquals("I compute.\nIt is 42.", said(events));
        assertEquals(34, events.getLast().at("/metadata/usage/total_tokens").asInt());
        assertEquals("I compute.\nIt is 42.", stored(events.getLast().get("message_id").asText(), "answer"));
        assertEquals("34", stored(events.getLast().get("message_id").asText(), "prompt_tokens + answer_tokens"));
        JsonNode second = models.lastAsked().json();
        assertEquals("42", second.at("/messages/2/content").asText());
        assertEquals("call_0", second.at("/messages/2/tool_call_id").asText());
    }

    @Test
    void thoughtsAreListedWithTheMessage() {
        models.reply(CHAT, computing("", "6*7"), ModelReply.saying("42"));
        JsonNode end = ask("6 times 7?").getLast();
        app.request().get("/v1/messages?user=u-1&conversation_id=" + end.get("conversation_id").asText()).then().statusCode(200)
                .body("data[0].answer", equalTo("42")).body("data[0].agent_thoughts", hasSize(2))
                .body("data[0].agent_thoughts[0].tool", equalTo("eval_expression"))
                .body("data[0].agent_thoughts[0].observation", equalTo("{\"eval_expression\":\"42\"}"))
                .body("data[0].agent_thoughts[0].position", equalTo(1))
                .body("data[0].agent_thoughts[0].message_id", equalTo(end.get("message_id").asText()))
                .body("data[0].agent_thoughts[1].thought", equalTo("42"));
        app.owner().request().get("/console/api/apps/" + app.id() + "/messages/" + end.get("message_id").asText()).then()
                .statusCode(200).body("agent_thoughts.tool", equalTo(List.of("eval_expression", "")));
    }

    @Test
    void aToolsErrorGoesBackToTheModel() {
        models.reply(CHAT, computing("", "6 *"), ModelReply.saying("I cannot."));
        List<JsonNode> events = ask("6 times?");
        assertEquals("I cannot.", said(events));
        assertEquals("message_end", events.getLast().get("event").asText());
        assertTrue(models.lastAsked().json().at("/messages/2/content").asText().startsWith("The tool failed: "));
    }

    @Test
    void afterTheLastRoundTheAgentIsUnfinished() {
        app.configure(agent(2, tool("maths", "eval_expression")));
        models.reply(CHAT, computing("", "1+1"));
        JsonNode error = ask("Go on for ever").getLast();
        assertEquals("error", error.get("event").asText());
        assertEquals("completion_request_error", error.get("code").asText());
        assertTrue(error.get("message").asText().contains("within 2 rounds"), error.toString());
        assertEquals("error", stored(error.get("message_id").asText(), "status"));
        assertTrue(models.lastAsked().json().path("tools").isMissingNode(), "the last round offers no tools");
        assertEquals("75", stored(error.get("message_id").asText(), "prompt_tokens + answer_tokens"));
    }

    @Test
    void aModelThatCallsNoFunctionsWritesItsActions() {
        app.owner().request().body(Map.of("model", "plain", "model_type", "llm", "credentials",
                Map.of("endpoint_url", models.url() + "/v1", "api_key", "sk-test", "mode", "chat", "function_calling_type",
                        "no_call")))
                .post("/console/api/workspaces/current/model-providers/openai_api_compatible/models/credentials").then()
                .statusCode(201);
        Map<String, Object> config = agent(10, tool("maths", "eval_expression"));
        config.put("model", Map.of("provider", "openai_api_compatible", "name", "plain", "mode", "chat", "completion_params",
                Map.of()));
        app.configure(config);
        models.reply(CHAT, ModelReply.saying("Thought: I compute.\nAction: ",
                "{\"action\": \"eval_expression\", \"action_input\": {\"expression\": \"6*7\"}}"),
                ModelReply.saying("Thought: I know\nAction: {\"action\": \"Final Answer\", \"action_input\": \"It is 42.\"}"));
        List<JsonNode> events = ask("6 times 7?");
        assertEquals("It is 42.", said(events));
        assertEquals(List.of("", "I compute.", "I compute.", "", "It is 42."),
                thoughts(events).stream().map(thought -> thought.get("thought").asText()).toList());
        JsonNode second = models.lastAsked().json();
        assertEquals("Observation: 42", second.get("messages").get(second.get("messages").size() - 1).get("content").asText());
        assertTrue(second.path("tools").isMissingNode());
    }

    @Test
    void aFileThatAToolMakesIsPartOfTheAnswer() {
        app.configure(agent(10, tool("painter", "paint")));
        models.reply(CHAT, ModelReply.calling("", "paint", "{}"), ModelReply.saying("There."));
        List<JsonNode> events = ask("Paint!");
        JsonNode file = events.stream().filter(event -> event.get("event").asText().equals("message_file")).findFirst()
                .orElseThrow();
        assertEquals("image", file.get("type").asText());
        assertEquals("assistant", file.get("belongs_to").asText());
        assertEquals(file.get("id"), thoughts(events).get(2).at("/message_files/0"));
        RestAssured.given().get(file.get("url").asText()).then().statusCode(200).contentType("image/png");
        app.request().get("/v1/messages?user=u-1&conversation_id=" + file.get("conversation_id").asText()).then()
                .body("data[0].message_files[0].belongs_to", equalTo("assistant"))
                .body("data[0].message_files[0].id", equalTo(file.get("id").asText()))
                .body("data[0].agent_thoughts[0].files[0]", equalTo(file.get("id").asText()));
    }

    @Test
    void aDatasetIsAToolAndWhatItGivesIsNamed() {
        DatasetSnapshot animals = knowledge.dataset(app.owner().tenantId(), "economy", "text_model");
        knowledge.segments(animals, knowledge.document(animals, "animals.md"), "Hedgehogs sleep through the winter");
        Map<String, Object> config = agent(10);
        config.put("dataset_configs", Map.of("retrieval_model", "multiple", "top_k", 2, "reranking_enable", false, "datasets",
                Map.of("datasets", List.of(Map.of("dataset", Map.of("enabled", true, "id", animals.id().toString()))))));
        app.configure(config);
        String name = "dataset_" + animals.id().toString().replace('-', '_');
        models.reply(CHAT, ModelReply.calling("", name, "{\"query\":\"hedgehogs in winter\"}"), ModelReply.saying("They sleep."));
        List<JsonNode> events = ask("What do hedgehogs do in winter?");
        assertEquals("Hedgehogs sleep through the winter", models.lastAsked().json().at("/messages/2/content").asText());
        assertEquals(name, models.asked().getFirst().json().at("/tools/0/function/name").asText());
        JsonNode cited = events.getLast().at("/metadata/retriever_resources");
        assertEquals("animals.md", cited.at("/0/document_name").asText());
        assertEquals(1, cited.size());
    }

    @Test
    void onlyStreamsAreAnswered() {
        app.request().body(blocking("Hi")).post("/v1/chat-messages").then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo("response_mode"));
        assertTrue(models.asked().isEmpty());
    }

    @Test
    void aStopEndsTheRoundUnderWay() {
        models.reply(CHAT, computing("First. ", "6*7"),
                ModelReply.saying("one ", "two ", "three").every(Duration.ofMillis(20)).hangingAfter(2));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            JsonNode event = stream.next();
            while (!event.path("answer").asText().equals("two ")) {
                event = stream.next();
            }
            app.request().body(Map.of("user", "u-1")).post("/v1/chat-messages/" + event.get("task_id").asText() + "/stop").then()
                    .statusCode(200);
            assertEquals(List.of("message_end"), EventStream.names(stream.all()));
            assertEquals("First. \none two ", stored(event.get("message_id").asText(), "answer"));
            // The first round has used 20 and 5 tokens; the second one's are counted: "Count", "First. " and "42", "one two ".
            assertEquals("40 8", stored(event.get("message_id").asText(), "prompt_tokens || ' ' || answer_tokens"));
            Eventually.isTrue("the model's server is told", () -> models.cancelled() == 1);
        }
    }

    @Test
    void whatTheRoundsHaveUsedIsStoredWhileTheAgentGoesOn() {
        models.reply(CHAT, computing("First. ", "6*7"), ModelReply.saying("one ", "two ", "three").hangingAfter(2));
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Count"))) {
            JsonNode event = stream.next();
            while (!event.path("answer").asText().equals("two ")) {
                event = stream.next();
            }
            String message = event.get("message_id").asText();
            Eventually.isTrue("the first round is stored",
                    () -> "running 20 5".equals(stored(message, "status || ' ' || prompt_tokens || ' ' || answer_tokens")));
            models.goOn();
            assertEquals("message_end", stream.all().getLast().get("event").asText());
        }
    }

    @Test
    void aRoundThatBreaksOffCostsWhatWasSaid() {
        models.reply(CHAT, computing("First. ", "6*7"), ModelReply.saying("one ", "two ", "three").breakingAfter(2));
        JsonNode error = ask("Count").getLast();
        assertEquals("error", error.get("event").asText());
        assertEquals("40 8", stored(error.get("message_id").asText(), "prompt_tokens || ' ' || answer_tokens"));
    }

    @Test
    void aReaderWhoLeavesLosesNothing() {
        models.reply(CHAT, computing("", "6*7").after(Duration.ofMillis(150)), ModelReply.saying("42"));
        String message;
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
            message = stream.next().get("message_id").asText();
        }
        Eventually.isTrue("the message is completed", () -> "normal".equals(stored(message, "status")));
        assertEquals("42", stored(message, "answer"));
        assertEquals("2", Rows.text("SELECT count(*) FROM message_agent_thoughts WHERE message_id = ?::uuid", message));
    }

    @Test
    void aConversationGoesOnAndItsAnswersAreModerated() {
        Map<String, Object> config = agent(10, tool("maths", "eval_expression"));
        config.put("sensitive_word_avoidance", Map.of("enabled", true, "type", "keywords", "config", Map.of("keywords", "secret",
                "inputs_config", Map.of("enabled", true, "preset_response", "Not that."), "outputs_config",
                Map.of("enabled", true, "preset_response", "Withheld."))));
        app.configure(config);
        models.reply(CHAT, ModelReply.saying("Ada."));
        String conversation = ask("Who?").getLast().get("conversation_id").asText();
        models.reply(CHAT, computing("", "6*7"), ModelReply.saying("The secret is 42."));
        Map<String, Object> next = new HashMap<>(streamed("And?"));
        next.put("conversation_id", conversation);
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), next)) {
            List<JsonNode> events = stream.all();
            assertEquals("message_end", events.getLast().get("event").asText());
            assertEquals("Withheld.", stored(events.getLast().get("message_id").asText(), "answer"));
        }
        JsonNode messages = models.lastAsked().json().get("messages");
        assertEquals(List.of("Who?", "Ada.", "And?"), List.of(messages.get(0).get("content").asText(),
                messages.get(1).get("content").asText(), messages.get(2).get("content").asText()));
        assertEquals("Not that.", said(ask("a secret")));
    }

    @Test
    void aToolThatIsNotThereIsNotOffered() {
        app.configure(agent(10, tool("nobody", "nothing"), tool("maths", "eval_expression")));
        models.reply(CHAT, ModelReply.saying("Hi"));
        ask("Hi");
        assertEquals(1, models.lastAsked().json().get("tools").size());
    }

    @Test
    void anAgentIsTriedOutInTheConsoleWithAConfigurationThatIsNotSaved() {
        models.reply(CHAT, computing("", "6*7"), ModelReply.saying("42"));
        Map<String, Object> config = agent(10, tool("maths", "eval_expression"));
        config.put("pre_prompt", "Be brief.");
        config.put("model",
                Map.of("provider", "openai", "name", "gpt-4o-mini", "mode", "chat", "completion_params", Map.of()));
        Map<String, Object> question = Map.of("query", "6 times 7?", "inputs", Map.of(), "model_config", config);
        String path = "/console/api/apps/" + app.id() + "/chat-messages";
        String conversation;
        try (EventStream stream = EventStream.post(path, app.owner().accessToken(), question)) {
            List<JsonNode> events = stream.all();
            assertEquals("42", said(events));
            conversation = events.getLast().get("conversation_id").asText();
            assertEquals("console", stored(events.getLast().get("message_id").asText(), "from_source"));
        }
        assertEquals("Be brief.", models.lastAsked().json().at("/messages/0/content").asText());
        Map<String, Object> next = new HashMap<>(Map.of("query", "Sure?", "conversation_id", conversation));
        models.reply(CHAT, ModelReply.saying("Yes."));
        try (EventStream stream = EventStream.post(path, app.owner().accessToken(), next)) {
            assertEquals("Yes.", said(stream.all()));
        }
        assertEquals("6 times 7?", models.lastAsked().json().at("/messages/0/content").asText());
        app.owner().request().body(Map.of("query", "x", "response_mode", "blocking")).post(path).then().statusCode(400);
        app.owner().request().body(Map.of("query", "x", "model_config", Map.of("model", "none"))).post(path).then()
                .statusCode(400).body("message", containsString("model"));
        app.owner().request().body(Map.of("inputs", Map.of())).post("/console/api/apps/" + app.id() + "/completion-messages")
                .then().statusCode(400).body("code", startsWith("app_unavailable"));
    }
}
