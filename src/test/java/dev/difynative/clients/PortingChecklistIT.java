package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceClient.Answer;

/** What is easily missed when something takes Dify's place. Where the contract says otherwise, it is tested as it says. */
class PortingChecklistIT extends PortingCalls {
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

    @Test
    void aPingHasNoDataAndWorkflowStreamsBeginWithOne() {
        String stream = run(served.keys().workflow(), "streaming", "hi").response().body();
        assertTrue(stream.startsWith("event: ping\n\ndata: {\"event\":\"workflow_started\""), stream.substring(0, 80));
        String chat = ask(served.keys().chat(), "streaming", "hi").response().body();
        assertTrue(chat.startsWith("data: {\"event\":\"message\""), chat.substring(0, 80));
        assertFalse(chat.contains("\nid:"), chat);
    }

    @Test
    void iterationsAndLoopsAreNoNodesThatStart() {
        List<JsonNode> events = events(run(served.keys().workflow(), "streaming", "hi"));
        List<String> started = events.stream().filter(event -> is(event, "node_started"))
                .map(event -> event.at("/data/node_type").asText()).toList();
        assertTrue(started.contains("template-transform") && !started.contains("iteration") && !started.contains("loop"),
                started.toString());
        assertTrue(names(events).containsAll(List.of("iteration_started", "iteration_next", "iteration_completed", "loop_started",
                "loop_next", "loop_completed")), names(events).toString());
        assertTrue(events.stream().filter(event -> event.at("/data/node_id").asText().equals("quoted"))
                .allMatch(event -> event.at("/data/iteration_id").asText().equals("each")));
    }

    @Test
    void pricesAreTextsAndTimesAreSeconds() {
        JsonNode answer = ask(served.keys().chat(), "blocking", "hi").json();
        JsonNode usage = answer.at("/metadata/usage");
        for (String price : List.of("prompt_unit_price", "prompt_price_unit", "prompt_price", "completion_price",
                "total_price")) {
            assertTrue(usage.get(price).isTextual(), usage.toString());
        }
        assertTrue(usage.get("latency").isFloatingPointNumber());
        assertTrue(answer.get("created_at").isInt());
        String message = answer.get("message_id").asText();
        caller(served.keys().chat()).post("/v1/messages/" + message + "/feedbacks", body("{'rating':'like','user':'u'}"))
                .expect(200);
        JsonNode feedback = caller(served.keys().chat()).get("/v1/app/feedbacks").json().at("/data/0");
        assertTrue(feedback.get("created_at").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*"), feedback.toString());
    }

    @Test
    void theInputsOfARunAreATextAndItsOutputsAnObject() {
        String run = run(served.keys().workflow(), "blocking", "hi").json().get("workflow_run_id").asText();
        JsonNode detail = caller(served.keys().workflow()).get("/v1/workflows/run/" + run).json();
        assertEquals("hi", parsed(detail.get("inputs").textValue()).get("text").asText());
        assertTrue(detail.get("outputs").isObject());
    }

    @Test
    void aFailedWorkflowIsAnAnswerAndAFailedChatAnError() {
        JsonNode run = run(served.keys().workflow(), "blocking", Served.REFUSED).expect(200).json();
        assertEquals("failed", run.at("/data/status").asText());
        assertTrue(run.at("/data/error").asText().contains("That is not answered here."), run.toString());
        JsonNode chat = ask(served.keys().chat(), "blocking", Served.REFUSED).expect(400).json();
        assertEquals("completion_request_error", chat.get("code").asText());
        List<JsonNode> stream = events(ask(served.keys().chat(), "streaming", Served.REFUSED).expect(200));
        assertEquals(List.of("error"), names(stream));
        assertEquals(400, stream.getLast().get("status").asInt());
    }

    @Test
    void whatIsDeletedAnswersWithNothing() {
        String conversation = ask(served.keys().chat(), "blocking", "hi").json().get("conversation_id").asText();
        Answer gone = caller(served.keys().chat()).delete("/v1/conversations/" + conversation, body("{'user':'u'}")).expect(204);
        assertEquals("", gone.response().body());
        String dataset = dataset("economy");
        assertEquals("", caller(served.keys().datasets()).delete("/v1/datasets/" + dataset).expect(204).response().body());
    }

    @Test
    void anAgentOnlyStreams() {
        assertEquals("invalid_param", ask(served.keys().agent(), "blocking", "hi").expect(400).json().get("code").asText());
        List<JsonNode> events = events(ask(served.keys().agent(), "streaming", Served.COMPUTE).expect(200));
        assertEquals(List.of("agent_thought", "agent_message", "agent_thought", "agent_message", "agent_thought", "message_end"),
                names(events));
        JsonNode done = events.stream().filter(event -> event.path("observation").asText().contains("42")).findFirst()
                .orElseThrow();
        assertTrue(done.get("tool_input").isTextual() && done.get("observation").isTextual(), done.toString());
    }

    @Test
    void anEmptyConversationIsANewOne() {
        JsonNode first = caller(served.keys().chat()).post("/v1/chat-messages",
                body("{'query':'hi','user':'u','inputs':{},'conversation_id':''}")).expect(200).json();
        assertNotEquals("", first.get("conversation_id").asText());
    }

    @Test
    void aChatflowThatFailsSaysSoLast() {
        List<JsonNode> events = events(ask(served.keys().chatflow(), "streaming", Served.REFUSED).expect(200));
        assertEquals(List.of("workflow_finished", "error"), names(events.subList(events.size() - 2, events.size())));
        assertEquals("failed", events.get(events.size() - 2).at("/data/status").asText());
        assertFalse(names(events).contains("message_end"));
        assertTrue(events.getLast().get("message").asText().contains("That is not answered here."), events.getLast().toString());
    }

    @Test
    void stoppingAlwaysSucceeds() {
        for (String task : List.of(NOWHERE, "no-task")) {
            caller(served.keys().chat()).post("/v1/chat-messages/" + task + "/stop", body("{'user':'u'}")).expect(200);
            caller(served.keys().completion()).post("/v1/completion-messages/" + task + "/stop", body("{'user':'u'}"))
                    .expect(200);
            caller(served.keys().workflow()).post("/v1/workflows/tasks/" + task + "/stop", body("{'user':'u'}")).expect(200);
        }
    }

    @Test
    void aDocumentIsAskedAfterByItsBatchAndShowsTwoStates() {
        ServiceClient datasets = caller(served.keys().datasets());
        String dataset = "/v1/datasets/" + dataset("economy");
        JsonNode added = text(dataset, "Tea is hot.", "{'mode':'automatic'}");
        String document = added.at("/document/id").asText();
        datasets.get(dataset + "/documents/" + document + "/indexing-status").expect(404);
        assertEquals("queuing", added.at("/document/display_status").asText());
        datasets.patch(dataset + "/documents/status/disable", body("{'document_ids':['%s']}".formatted(document))).expect(200);
        JsonNode shown = datasets.get(dataset + "/documents/" + document).json();
        assertEquals("completed", shown.get("indexing_status").asText());
        assertEquals("disabled", shown.get("display_status").asText());
    }

    @Test
    void sizesOfSegmentsCountTokens() {
        String dataset = "/v1/datasets/" + dataset("economy");
        JsonNode added = text(dataset, "hedgehog ".repeat(120).strip(), """
                {'mode':'custom','rules':{'pre_processing_rules':[],'segmentation':{'separator':'\\n','max_tokens':50}}}""");
        JsonNode segments = caller(served.keys().datasets())
                .get(dataset + "/documents/" + added.at("/document/id").asText() + "/segments").json().get("data");
        assertTrue(segments.size() > 1, segments.toString());
        for (JsonNode segment : segments) {
            assertTrue(segment.get("tokens").asInt() <= 50 && segment.get("content").asText().length() > 50, segment.toString());
        }
    }

    @Test
    void whatKeywordsFindNeedHaveNoScore() {
        String dataset = "/v1/datasets/" + dataset("economy");
        text(dataset, "Hedgehogs sleep in winter.", "{'mode':'automatic'}");
        JsonNode found = caller(served.keys().datasets()).post(dataset + "/retrieve", body("{'query':'hedgehogs winter'}"))
                .json();
        JsonNode score = found.at("/records/0/score");
        assertTrue(found.get("records").size() == 1 && (score.isNull() || score.asDouble() >= 0 && score.asDouble() <= 1),
                found.toString());
    }

    @Test
    void thePasswordOfTheConsoleMayBeEncodedAndNeedsNoCookies() {
        String encoded = Base64.getEncoder().encodeToString("correct horse 7 battery".getBytes(StandardCharsets.UTF_8));
        for (String password : List.of(encoded, "correct horse 7 battery")) {
            String token = new ServiceClient(served.service().url()).post("/console/api/login",
                    body("{'email':'owner@example.com','password':'%s'}".formatted(password))).expect(200).json()
                    .at("/data/access_token").asText();
            new ServiceClient(served.service().url()).as(token).post("/console/api/tags",
                    body("{'name':'t%d','type':'app'}".formatted(System.nanoTime()))).expect(200);
        }
    }

    @Test
    void listsOfTheConsoleAreCalledAsOnTheWire() {
        JsonNode page = served.console().get("/console/api/apps?limit=1").json();
        for (String field : List.of("data", "limit", "has_more", "page", "total")) {
            assertTrue(page.has(field), page.toString());
        }
        JsonNode app = page.at("/data/0");
        assertTrue(app.has("mode") && app.has("description") && app.has("model_config"), app.toString());
    }

    @Test
    void howOftenATagIsBoundIsAText() {
        served.console().post("/console/api/tags", body("{'name':'bound %d','type':'knowledge'}".formatted(System.nanoTime())))
                .expect(200);
        assertTrue(served.console().get("/console/api/tags?type=knowledge").json().at("/0/binding_count").isTextual());
        assertTrue(caller(served.keys().datasets()).get("/v1/datasets/tags").json().at("/0/binding_count").isTextual());
    }

    @Test
    void aWorkflowHasNoQuestionAndAChatflowHas() {
        JsonNode workflow = events(run(served.keys().workflow(), "streaming", "hi")).get(0).at("/data/inputs");
        assertFalse(workflow.has("sys.query"), workflow.toString());
        assertTrue(workflow.has("sys.files") && workflow.get("sys.user_id").asText().equals("u"), workflow.toString());
        JsonNode chatflow = events(ask(served.keys().chatflow(), "streaming", "hi")).get(0).at("/data/inputs");
        assertEquals("hi", chatflow.get("sys.query").asText());
        assertFalse(chatflow.has("sys.conversation_id"), chatflow.toString());
    }

    @Test
    void aFaultInTheRequestIsNoStream() {
        Answer refused = caller(served.keys().workflow()).post("/v1/workflows/run",
                body("{'inputs':{},'user':'u','response_mode':'streaming'}")).expect(400);
        assertEquals("invalid_param", refused.json().get("code").asText());
        assertTrue(refused.header("content-type").startsWith("application/json"));
        caller(served.keys().chatflow()).post("/v1/chat-messages",
                body("{'query':'q','user':'u','response_mode':'streaming','conversation_id':'%s'}".formatted(NOWHERE)))
                .expect(404);
    }

    private String dataset(String technique) {
        return caller(served.keys().datasets()).post("/v1/datasets", body("{'name':'Points %d','indexing_technique':'%s'}"
                .formatted(System.nanoTime(), technique))).expect(200).json().get("id").asText();
    }

    /** Adds a text and waits until it is indexed; what adding it answered. */
    private JsonNode text(String dataset, String text, String rule) {
        ServiceClient datasets = caller(served.keys().datasets());
        JsonNode added = datasets.post(dataset + "/document/create-by-text", body("""
                {'name':'A text','text':'%s','indexing_technique':'economy','process_rule':%s}""".formatted(text, rule)))
                .expect(200)
                .json();
        Eventually.isTrue("the text is indexed", () -> datasets
                .get(dataset + "/documents/" + added.get("batch").asText() + "/indexing-status").expect(200).json()
                .at("/data/0/indexing_status").asText().equals("completed"));
        return added;
    }
}
