package dev.difynative.api.service.workflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.GateNode;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestApps;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.ReadyWorkflows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ServiceWorkflowResourceTest {
    @Inject TestApps apps;
    @Inject Members members;
    @Inject PublishedWorkflows published;
    @Inject ReadyWorkflows ready;

    private static final String ECHO = """
            {'nodes':[
              {'id':'start','data':{'type':'start','title':'Start','variables':[
                {'variable':'text','label':'Text','type':'text-input','required':true,'max_length':20}]}},
              {'id':'end','data':{'type':'end','title':'End','outputs':[
                {'variable':'echo','value_selector':['start','text'],'value_type':'string'}]}}],
             'edges':[{'source':'start','target':'end'}]}""";

    private static String gated(String pieces) { return """
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                  {'id':'gate','data':{'type':'test-gate','title':'Gate','pieces':%s}},
                  {'id':'end','data':{'type':'end','title':'End','outputs':[{'variable':'out','value_selector':['gate','text']}]}}],
                 'edges':[{'source':'start','target':'gate'},{'source':'gate','target':'end'}]}""".formatted(pieces); }

    @Test
    void aBlockingCallWaitsForTheOutputs() {
        SampleApp app = TestWorkflows.workflow(ECHO);

        String run = app.call("""
                {"inputs":{"text":"hello"},"user":"u-1"}""").post("/v1/workflows/run").then().statusCode(200)
                .body("data.status", equalTo("succeeded")).body("data.outputs.echo", equalTo("hello"))
                .body("data.total_steps", equalTo(2)).body("data.error", equalTo(null))
                .body("data.created_by.user", equalTo("u-1")).body("task_id", notNullValue())
                .extract().path("workflow_run_id");

        app.call().get("/v1/workflows/run/" + run).then().statusCode(200).body("status", equalTo("succeeded"))
                .body("inputs", startsWith("{\"text\":\"hello\",\"sys.user_id\":\"u-1\"")).body("outputs.echo", equalTo("hello"))
                .body("total_steps", equalTo(2));
        assertEquals("2", Rows.text("SELECT count(*) FROM workflow_node_executions WHERE run_id = ?", UUID.fromString(run)));
    }

    @Test
    void aStreamTellsOfEachNodeInDifysWords() {
        SampleApp app = TestWorkflows.workflow(ECHO);

        List<JsonNode> events = stream(app, Map.of("text", "hi")).all();

        assertEquals(List.of("ping", "workflow_started", "node_started", "text_chunk", "node_finished", "node_started",
                "node_finished", "workflow_finished"), EventStream.names(events));
        JsonNode chunk = events.get(3);
        assertEquals("hi", chunk.path("text").asText());
        assertEquals("hi", chunk.path("data").path("text").asText());
        assertEquals("start", chunk.path("node_id").asText());
        JsonNode finished = events.get(4);
        assertEquals("start", finished.path("node_type").asText());
        assertEquals("succeeded", finished.path("status").asText());
        assertEquals("hi", finished.path("outputs").path("text").asText());
        assertEquals("hi", finished.path("data").path("outputs").path("text").asText());
        assertEquals(1, finished.path("data").path("index").asInt());
        assertEquals("succeeded", events.getLast().path("data").path("status").asText());
        assertEquals(events.get(1).path("task_id"), events.getLast().path("task_id"));
        assertEquals(events.get(1).path("workflow_run_id"), events.getLast().path("data").path("id"));
    }

    @Test
    void badInputsAreRefusedBeforeTheStream() {
        SampleApp app = TestWorkflows.workflow(ECHO);

        app.call("""
                {"inputs":{},"user":"u","response_mode":"streaming"}""").post("/v1/workflows/run").then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("text"));
        app.call("""
                {"inputs":{"text":"%s"},"user":"u","response_mode":"streaming"}""".formatted("x".repeat(21)))
                .post("/api/workflows/run").then().statusCode(400).body("details.type", equalTo("length"));
        app.call("""
                {"inputs":{"text":"x"}}""").post("/v1/workflows/run").then().statusCode(400).body("details.field",
                equalTo("user"));
        app.call("""
                {"user":"u"}""").post("/v1/workflows/run").then().statusCode(400).body("details.field", equalTo("inputs"));
        app.call("""
                {"inputs":{"text":"x"},"user":"u"}""").post("/v1/workflows/" + UUID.randomUUID() + "/run").then().statusCode(404);
        app.call("""
                {"inputs":{"text":"x"},"user":"u"}""").post("/v1/workflows/nonsense/run").then().statusCode(400);
        SampleApp unpublished = SampleApp.inTenant(Rows.tenant(), "workflow", "{}");
        unpublished.call("""
                {"inputs":{},"user":"u"}""").post("/v1/workflows/run").then().statusCode(400)
                .body("message", equalTo("Workflow not published"));
        SampleApp.of("chat", "").call("""
                {"inputs":{},"user":"u"}""").post("/v1/workflows/run").then().statusCode(400)
                .body("code", equalTo("not_workflow_app"));
    }

    @Test
    void aCertainVersionCanBeRun() {
        SampleApp app = TestWorkflows.workflow(ECHO);
        UUID other = TestWorkflows.publish(app, 1, ECHO.replace("'echo'", "'other'"), "{}", "[]", "[]");

        app.call("""
                {"inputs":{"text":"x"},"user":"u"}""").post("/v1/workflows/" + other + "/run").then().statusCode(200)
                .body("data.outputs.other", equalTo("x")).body("data.workflow_id", equalTo(other.toString()));
    }

    @Test
    void aVersionIsReadOnce() {
        SampleApp app = TestWorkflows.workflow(ECHO);
        WorkflowSnapshot version = published.current(app.tenantId(), app.id()).orElseThrow();

        assertSame(ready.of(version), ready.of(version));
        app.call("{\"inputs\":{\"text\":\"x\"},\"user\":\"u\"}").post("/v1/workflows/run").then().statusCode(200);
        assertSame(ready.of(version), ready.of(published.current(app.tenantId(), app.id()).orElseThrow()));
    }

    @Test
    void aFailedRunIsAnAnswerAndNamesItsNode() {
        SampleApp app = TestWorkflows.workflow(gated("['!no luck']"));

        app.call("""
                {"inputs":{},"user":"u"}""").post("/v1/workflows/run").then().statusCode(200)
                .body("data.status", equalTo("failed")).body("data.error", equalTo("no luck"));
    }

    @Test
    void aTextThatMustNotBeGivenIsReplaced() {
        SampleApp app = TestWorkflows.app("workflow", gated("['The ','secret ','is 42']"), """
                {'sensitive_word_avoidance':{'enabled':true,'type':'keywords','config':{'keywords':'secret',
                 'inputs_config':{'enabled':false},'outputs_config':{'enabled':true,'preset_response':'Withheld.'}}}}""", "[]",
                "[]");

        List<JsonNode> events = stream(app, Map.of()).all();

        assertEquals(List.of("text_replace", "workflow_finished"),
                EventStream.names(events.subList(events.size() - 2, events.size())));
        assertEquals("Withheld.", events.get(events.size() - 2).path("data").path("text").asText());
        assertEquals("{\"out\":\"Withheld.\"}", events.getLast().path("data").path("outputs").toString());
        app.call("{\"inputs\":{},\"user\":\"u\"}").post("/v1/workflows/run").then().statusCode(200)
                .body("data.outputs.out", equalTo("Withheld."));
    }

    @Test
    void secretsOfTheEnvironmentAreNeverShown() {
        String secret = "sk-0123456789";
        TestApps.TestApp app = apps.graph(members.owner(), "workflow");
        app.owner().request().body("""
                {"graph":{"nodes":[{"id":"start","data":{"type":"start","title":"Start","variables":[]}},
                  {"id":"t","data":{"type":"template-transform","title":"T","template":"Key {{ key }}",
                    "variables":[{"variable":"key","value_selector":["env","key"]}]}},
                  {"id":"end","data":{"type":"end","title":"End","outputs":[
                    {"variable":"out","value_selector":["t","output"]},{"variable":"key","value_selector":["env","key"]}]}}],
                 "edges":[{"id":"1","source":"start","target":"t"},{"id":"2","source":"t","target":"end"}]},
                 "environment_variables":[{"id":"1","name":"key","value":"%s","value_type":"secret"}]}""".formatted(secret))
                .post("/console/api/apps/" + app.id() + "/workflows/draft").then().statusCode(200);
        app.owner().request().post("/console/api/apps/" + app.id() + "/workflows/publish").then().statusCode(200);

        List<JsonNode> events = EventStream.post("/v1/workflows/run", app.key(),
                Map.of("inputs", Map.of(), "user", "u", "response_mode", "streaming")).all();
        String run = events.getLast().path("workflow_run_id").asText();

        assertTrue(events.getLast().path("data").path("outputs").path("out").asText().startsWith("Key ***"), events.toString());
        assertFalse(events.toString().contains(secret), events.toString());
        for (String path : List.of("/v1/workflows/run/" + run, "/v1/workflows/logs", "/v1/workflow/" + run + "/events?user=u")) {
            String shown = app.request().get(path).then().statusCode(200).extract().asString();
            assertFalse(shown.contains(secret), shown);
        }
        assertEquals("0",
                Rows.text("SELECT count(*) FROM workflow_node_executions WHERE run_id = ? AND concat(inputs, process_data, "
                        + "outputs) LIKE '%" + secret + "%'", UUID.fromString(run)));
    }

    @Test
    void stoppingEndsARunThatWouldNotEnd() {
        SampleApp app = TestWorkflows.workflow(gated("['one','@never-opened']"));
        EventStream stream = stream(app, Map.of());
        JsonNode event = stream.next();
        while (!event.path("event").asText().equals("text_chunk")) {
            event = stream.next();
        }

        app.call("{\"user\":\"u\"}").post("/v1/workflows/tasks/" + event.path("task_id").asText() + "/stop").then()
                .statusCode(200).body("result", equalTo("success"));
        List<JsonNode> rest = stream.all();

        assertEquals(List.of("node_finished", "workflow_finished"), EventStream.names(rest));
        assertEquals("stopped", rest.getLast().path("data").path("status").asText());
        UUID run = UUID.fromString(rest.getLast().path("workflow_run_id").asText());
        assertEquals("stopped", Rows.text("SELECT status FROM workflow_runs WHERE id = ?", run));
        assertEquals("stopped", Rows.text(
                "SELECT status FROM workflow_node_executions WHERE run_id = ? AND node_id = 'gate'", run));
    }

    @Test
    void aRunHoldsOneOfTheAppsPlacesUntilItEnds() {
        SampleApp app = TestWorkflows.workflow(gated("['a','@place','b']"));
        Rows.insert("UPDATE apps SET max_active_requests = 1 WHERE id = ?", app.id());
        EventStream first = stream(app, Map.of());
        first.next();
        String refused = "{\"inputs\":{},\"user\":\"u\",\"response_mode\":\"%s\"}";
        app.call(refused.formatted("streaming")).post("/v1/workflows/run").then().statusCode(429)
                .body("code", equalTo("too_many_requests"));
        app.call(refused.formatted("blocking")).post("/v1/workflows/run").then().statusCode(429);

        GateNode.open("@place");

        assertEquals("succeeded", first.all().getLast().path("data").path("status").asText());
        Eventually.isTrue("the place is free",
                () -> app.call(refused.formatted("blocking")).post("/v1/workflows/run").statusCode() == 200);
    }

    @Test
    void aRunIsStoredAsItGoes() {
        SampleApp app = TestWorkflows.workflow(gated("['one','@stored']"));
        EventStream stream = stream(app, Map.of());
        stream.next();
        UUID run = UUID.fromString(stream.next().path("workflow_run_id").asText());
        Eventually.isTrue("the run is stored", () -> "running".equals(
                Rows.text("SELECT status FROM workflow_runs WHERE id = ?", run)));
        Eventually.isTrue("the node under way is stored", () -> "running".equals(Rows.text(
                "SELECT status FROM workflow_node_executions WHERE run_id = ? AND node_id = 'gate'", run)));

        GateNode.open("@stored");
        stream.all();

        assertEquals("succeeded", Rows.text("SELECT status FROM workflow_runs WHERE id = ?", run));
        assertEquals("succeeded", Rows.text(
                "SELECT status FROM workflow_node_executions WHERE run_id = ? AND node_id = 'gate'", run));
    }

    @Test
    void theLogOfRunsCanBeSearched() {
        SampleApp app = TestWorkflows.workflow(ECHO);
        for (String text : List.of("alpha", "beta")) {
            app.call("{\"inputs\":{\"text\":\"" + text + "\"},\"user\":\"" + text + "-user\"}").post("/v1/workflows/run").then()
                    .statusCode(200);
        }

        app.call().get("/v1/workflows/logs").then().statusCode(200).body("total", equalTo(2)).body("data", hasSize(2))
                .body("data[0].workflow_run.status", equalTo("succeeded")).body("data[0].created_by_role", equalTo("end_user"))
                .body("data[0].created_by_end_user.session_id", equalTo("beta-user")).body("has_more", equalTo(false));
        app.call().get("/v1/workflows/logs?keyword=ALPHA&status=succeeded").then().body("total", equalTo(1));
        app.call().get("/v1/workflows/logs?created_by_end_user_session_id=beta-user").then().body("total", equalTo(1));
        app.call().get("/v1/workflows/logs?created_at__before=2020-01-01T00:00:00Z").then().body("total", equalTo(0));
        app.call().get("/v1/workflows/logs?limit=101").then().statusCode(400);
        app.call().get("/v1/workflows/logs?status=great").then().statusCode(400).body("details.field", equalTo("status"));
        app.call().get("/v1/workflows/run/" + UUID.randomUUID()).then().statusCode(404);
    }

    private static EventStream stream(SampleApp app, Map<String, Object> inputs) {
        return EventStream.post("/v1/workflows/run", app.key(),
                Map.of("inputs", inputs, "user", "u", "response_mode", "streaming"));
    }
}
