package dev.difynative.api.console.workflow;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleDraftRunResourceTest {
    private static final String APPS = "/console/api/apps/";
    private static final String GRAPH = """
            {"nodes":[
             {"id":"s","data":{"type":"start","title":"Start","variables":[{"variable":"name","label":"Name","type":"text-input","required":true,"max_length":9}]}},
             {"id":"t","data":{"type":"template-transform","title":"Text","template":"Hello {{ who }}!","variables":[{"variable":"who","value_selector":["s","name"]}]}},
             {"id":"i","data":{"type":"iteration","title":"Each","start_node_id":"is","iterator_selector":["sys","list"],"output_selector":["it","output"],"output_type":"array[string]"}},
             {"id":"is","parentId":"i","data":{"type":"iteration-start","title":""}},
             {"id":"it","parentId":"i","data":{"type":"template-transform","title":"Item","template":"<{{ x }}>","variables":[{"variable":"x","value_selector":["i","item"]}]}},
             {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"out","value_selector":["t","output"]}]}}],
             "edges":[{"id":"1","source":"s","target":"t"},{"id":"2","source":"t","target":"e"},{"id":"3","source":"is","target":"it"}]}""";

    @Inject Members members;
    private Member owner;
    private String appId;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        appId = ConsoleWorkflowResourceTest.app(owner, "workflow");
        app = APPS + appId;
        owner.request().body("{\"force\":true,\"graph\":%s}".formatted(GRAPH)).post(app + "/workflows/draft").then()
                .statusCode(200);
    }

    @Test
    void aDraftIsRunAndItsRunIsKeptWithItsNodes() {
        List<JsonNode> events = run(Map.of("inputs", Map.of("name", "Ann")));
        assertEquals(List.of("ping", "workflow_started", "node_started", "node_finished", "node_started", "text_chunk",
                "node_finished",
                "node_started", "node_finished", "workflow_finished"), EventStream.names(events));
        JsonNode end = events.getLast().path("data");
        assertEquals("Hello Ann!", end.path("outputs").path("out").asText());
        assertEquals(owner.accountId() + " " + owner.email(),
                end.at("/created_by/id").asText() + " " + end.at("/created_by/email").asText());
        assertTrue(end.at("/created_by").has("name") && !end.at("/created_by").has("user"), end.toString());
        String run = end.path("id").asText();
        owner.request().get(app + "/workflow-runs").then().statusCode(200).body("data.id", contains(run))
                .body("data[0].status", equalTo("succeeded")).body("data[0].version", equalTo("draft"))
                .body("has_more", is(false))
                .body("data[0].created_by_account.email", equalTo(owner.email())).body("data[0].total_steps", equalTo(3));
        owner.request().get(app + "/workflow-runs?triggered_from=app-run").then().body("data", empty());
        owner.request().get(app + "/workflow-runs?status=failed").then().body("data", empty());
        owner.request().get(app + "/workflow-runs/count?time_range=1d").then().statusCode(200).body("total", equalTo(1))
                .body("succeeded", equalTo(1)).body("failed", equalTo(0));
        owner.request().get(app + "/workflow-runs/" + run).then().statusCode(200).body("inputs.name", equalTo("Ann"))
                .body("outputs.out", equalTo("Hello Ann!")).body("graph.nodes", hasSize(6)).body("error", nullValue())
                .body("created_by_role", equalTo("account"));
        owner.request().get(app + "/workflow-runs/" + run + "/node-executions").then().statusCode(200)
                .body("data.node_id", contains("s", "t", "e")).body("data[1].outputs.output", equalTo("Hello Ann!"))
                .body("data[1].inputs.who", equalTo("Ann")).body("data[2].predecessor_node_id", equalTo("t"))
                .body("data.status", contains("succeeded", "succeeded", "succeeded"));
    }

    @Test
    void whatTheFormRefusesIsRefusedBeforeTheStreamBegins() {
        owner.request().body(Map.of("inputs", Map.of("name", "much too long"))).post(app + "/workflows/draft/run").then()
                .statusCode(400)
                .body("code", equalTo("invalid_param"));
        owner.request().body(Map.of("inputs", Map.of())).post(app + "/advanced-chat/workflows/draft/run").then().statusCode(400);
        owner.request().body("{}").post(APPS + ConsoleWorkflowResourceTest.app(owner, "workflow") + "/workflows/draft/run").then()
                .statusCode(404).body("code", equalTo("draft_workflow_not_exist"));
    }

    @Test
    void aFileThatAMemberUploadedInTheConsoleIsAnInput() {
        owner.request().body("""
                {"force":true,"graph":{"nodes":[
                 {"id":"s","data":{"type":"start","title":"S","variables":[{"variable":"doc","label":"Doc","type":"file","required":true,
                  "allowed_file_types":["document"],"allowed_file_upload_methods":["local_file"]}]}},
                 {"id":"e","data":{"type":"end","title":"E","outputs":[{"variable":"out","value_selector":["s","doc","name"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"e"}]}}""").post(app + "/workflows/draft").then().statusCode(200);
        List<JsonNode> events = run(Map.of("inputs", Map.of("doc", document(owner))));
        assertEquals("notes.txt", events.getLast().at("/data/outputs/out").asText(), events.toString());
        owner.request().body(Map.of("inputs", Map.of("doc", document(members.owner())))).post(app + "/workflows/draft/run").then()
                .statusCode(400).body("message", containsString("names no uploaded file"));
    }

    private static Map<String, String> document(Member uploader) {
        String id = uploader.request().contentType(ContentType.MULTIPART)
                .multiPart("file", "notes.txt", "Owls hunt at night.".getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/console/api/files/upload").then().statusCode(201).extract().path("id");
        return Map.of("type", "document", "transfer_method", "local_file", "upload_file_id", id);
    }

    @Test
    void theHistoryIsReadOnByTheLastRunSeen() {
        for (int i = 0; i < 3; i++) {
            run(Map.of("inputs", Map.of("name", "Ann")));
        }
        List<String> first = owner.request().get(app + "/workflow-runs?limit=2").then().body("has_more", is(true)).extract()
                .path("data.id");
        owner.request().get(app + "/workflow-runs?limit=2&last_id=" + first.get(1)).then().body("data", hasSize(1))
                .body("has_more", is(false));
        owner.request().get(app + "/workflow-runs?limit=101").then().statusCode(400).body("details.field", equalTo("limit"));
        owner.request().get(app + "/workflow-runs?last_id=" + appId).then().statusCode(404);
        owner.request().get(app + "/workflow-runs?status=odd").then().statusCode(400).body("details.field", equalTo("status"));
    }

    @Test
    void aSingleNodeIsRunWithGivenValues() {
        owner.request().get(app + "/workflows/draft/nodes/t/last-run").then().statusCode(404);
        trial("t", Map.of("#s.name#", "Bob")).statusCode(200).body("node_id", equalTo("t")).body("status", equalTo("succeeded"))
                .body("outputs.output", equalTo("Hello Bob!")).body("created_by_account.email", equalTo(owner.email()));
        trial("t", Map.of("who", "Cleo")).body("outputs.output", equalTo("Hello Cleo!"));
        owner.request().get(app + "/workflows/draft/nodes/t/last-run").then().statusCode(200)
                .body("outputs.output", equalTo("Hello Cleo!"));
        trial("it", Map.of("i.item", "x")).body("outputs.output", equalTo("<x>"));
        trial("nowhere", Map.of()).statusCode(404);
        owner.request().get(app + "/workflow-runs").then().body("data", empty());
    }

    @Test
    void aSingleNodeFindsWhatTheNodesBeforeItGaveLast() {
        run(Map.of("inputs", Map.of("name", "Ann")));
        trial("t", Map.of()).body("outputs.output", equalTo("Hello Ann!"));
        trial("e", Map.of()).body("outputs.out", equalTo("Hello Ann!"));
        trial("s", Map.of("name", "Dan")).body("outputs.name", equalTo("Dan"));
        trial("t", Map.of()).body("outputs.output", equalTo("Hello Dan!"));
    }

    @Test
    void ofRoundsThatBeganInTheSameMillisecondTheLastIsTold() {
        List<String> items = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        try (EventStream stream = EventStream.post(app + "/workflows/draft/iteration/nodes/i/run", owner.accessToken(),
                Map.of("inputs", Map.of("#sys.list#", items)))) {
            stream.all();
        }
        Rows.insert("UPDATE workflow_node_executions SET created_at = '2026-03-01T12:00:00Z' WHERE app_id = ?::uuid", appId);
        owner.request().get(app + "/workflows/draft/nodes/it/last-run").then().statusCode(200)
                .body("outputs.output", equalTo("<h>"));
    }

    @Test
    void aSingleIterationTellsItsRounds() {
        try (EventStream stream = EventStream.post(app + "/workflows/draft/iteration/nodes/i/run", owner.accessToken(),
                Map.of("inputs", Map.of("#sys.list#", List.of("a", "b"))))) {
            List<JsonNode> events = stream.all();
            JsonNode completed = events.stream().filter(event -> event.path("event").asText().equals("iteration_completed"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(events));
            assertEquals("[\"<a>\",\"<b>\"]", completed.path("data").path("outputs").path("output").toString());
            assertEquals(2, events.stream().filter(event -> event.path("event").asText().equals("iteration_next")).count(),
                    events.toString());
        }
        owner.request().body("{}").post(app + "/workflows/draft/loop/nodes/i/run").then().statusCode(400);
    }

    @Test
    void callsOfThePublishedVersionAreLoggedAndCounted() {
        owner.request().post(app + "/workflows/publish").then().statusCode(200);
        String key = owner.request().post(app + "/api-keys").then().statusCode(201).extract().path("token");
        for (String user : List.of("u-1", "u-1", "u-2")) {
            io.restassured.RestAssured.given().header("Authorization", "Bearer " + key).contentType("application/json")
                    .body(Map.of("inputs", Map.of("name", "Eve"), "user", user, "response_mode", "blocking"))
                    .post("/v1/workflows/run")
                    .then().statusCode(200).body("data.outputs.out", equalTo("Hello Eve!"));
        }
        owner.request().get(app + "/workflow-app-logs").then().statusCode(200).body("total", equalTo(3))
                .body("data[0].workflow_run.version", equalTo("v1.0.0"))
                .body("data[0].created_by_end_user.session_id", equalTo("u-2"));
        owner.request().get(app + "/workflow-app-logs?created_by_end_user_session_id=u-1").then().body("total", equalTo(2));
        owner.request().get(app + "/workflow-app-logs?keyword=Nobody").then().body("total", equalTo(0));
        String run = owner.request().get(app + "/workflow-runs?triggered_from=app-run").then().body("data", hasSize(3)).extract()
                .path("data[0].id");
        owner.request().get(app + "/workflow-runs/" + run).then().body("graph.nodes", hasSize(6))
                .body("created_by_end_user.session_id", equalTo("u-2"));
        // All of one day, also when they were called around midnight.
        Rows.insert("UPDATE workflow_runs SET created_at = '2026-03-01T12:00:00Z' WHERE app_id = ?::uuid", appId);
        statistics("daily-conversations").body("data.runs", contains(3));
        statistics("daily-terminals").body("data.terminal_count", contains(2));
        statistics("token-costs").body("data.token_count", contains(0));
        statistics("average-app-interactions").body("data.interactions", contains(1.5f));
        owner.request().get(app + "/workflow/statistics/token-costs?start=2999-01-01 00:00").then().statusCode(200).body("data",
                empty());
        owner.request().get(app + "/workflow/statistics/token-costs?end=soon").then().statusCode(400).body("details.field",
                equalTo("end"));
    }

    @Test
    void aChatflowIsAskedInItsDraft() {
        String chat = APPS + ConsoleWorkflowResourceTest.app(owner, "advanced-chat");
        owner.request().body("""
                {"graph":{"nodes":[{"id":"s","data":{"type":"start","title":"S","variables":[]}},
                 {"id":"a","data":{"type":"answer","title":"A","answer":"You said {{#sys.query#}}."}}],
                 "edges":[{"id":"1","source":"s","target":"a"}]}}""").post(chat + "/workflows/draft").then().statusCode(200);
        try (EventStream stream = EventStream.post(chat + "/advanced-chat/workflows/draft/run", owner.accessToken(),
                Map.of("inputs", Map.of(), "query", "hi"))) {
            List<JsonNode> events = stream.all();
            assertTrue(EventStream.names(events).contains("message_end"), events.toString());
            assertEquals("You said hi.", events.getLast().path("data").path("outputs").path("answer").asText());
        }
        owner.request().get(chat + "/advanced-chat/workflow-runs").then().statusCode(200).body("data", hasSize(1))
                .body("data[0].conversation_id", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void membersSeeRunsAndOnlyEditorsOfTheWorkspaceMakeThem() {
        Member reader = members.join(owner.tenantId(), Role.NORMAL);
        Member stranger = members.owner();
        for (String path : List.of("/workflow-runs", "/workflow-runs/count", "/workflow-app-logs",
                "/workflow/statistics/token-costs")) {
            reader.request().get(app + path).then().statusCode(200);
            stranger.request().get(app + path).then().statusCode(404);
        }
        for (String path : List.of("/workflows/draft", "/workflows", "/workflows/publish", "/workflows/draft/nodes/t/last-run",
                "/export")) {
            reader.request().get(app + path).then().statusCode(403);
            stranger.request().get(app + path).then().statusCode(404);
        }
        for (String path : List.of("/workflows/draft/run", "/workflows/draft/nodes/t/run", "/workflows/publish",
                "/workflow-runs/tasks/" + appId + "/stop")) {
            reader.request().body("{}").post(app + path).then().statusCode(403);
            stranger.request().body("{}").post(app + path).then().statusCode(404);
        }
        reader.request().body("{}").post("/console/api/apps/imports").then().statusCode(403);
    }

    private List<JsonNode> run(Map<String, Object> body) {
        try (EventStream stream = EventStream.post(app + "/workflows/draft/run", owner.accessToken(), body)) {
            assertEquals(200, stream.status());
            return stream.all();
        }
    }

    private ValidatableResponse trial(String node, Map<String, Object> inputs) {
        return owner.request().body(Map.of("inputs", inputs)).post(app + "/workflows/draft/nodes/" + node + "/run").then();
    }

    private ValidatableResponse statistics(String name) {
        return owner.request().get(app + "/workflow/statistics/" + name).then().statusCode(200);
    }
}
