package dev.difynative.workflow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.GateNode;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.workflow.run.background.AbandonedRuns;
import dev.difynative.workflow.run.background.RunCallbacks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What becomes of runs that nobody waits for, that wait themselves, or whose process is gone. */
@QuarkusTest
class RunSurvivalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    @Inject AbandonedRuns abandoned;
    @Inject RunResumption resumption;

    private static String gated(String pieces) { return """
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                  {'id':'gate','data':{'type':'test-gate','title':'Gate','pieces':%s}},
                  {'id':'end','data':{'type':'end','title':'End','outputs':[{'variable':'out','value_selector':['gate','text']}]}}],
                 'edges':[{'source':'start','target':'gate'},{'source':'gate','target':'end'}]}""".formatted(pieces); }

    @Test
    void theEventsOfARunCanBeReadAgain() {
        SampleApp app = TestWorkflows.workflow(gated("['a','@again','b']"));
        EventStream first = EventStream.post("/v1/workflows/run", app.key(),
                Map.of("inputs", Map.of(), "user", "u", "response_mode", "streaming"));
        first.next();
        String run = first.next().path("workflow_run_id").asText();
        Eventually.isTrue("some events are stored", () -> !"0".equals(Rows.text(
                "SELECT count(*) FROM workflow_run_events WHERE run_id = ?", UUID.fromString(run))));
        List<JsonNode> late = new ArrayList<>();
        Thread reader = Thread.startVirtualThread(() -> late.addAll(events(app, run, "")));

        GateNode.open("@again");
        List<JsonNode> rest = first.all();
        join(reader);

        List<JsonNode> again = events(app, run, "");
        assertEquals(again, late);
        assertEquals("workflow_started", again.getFirst().path("event").asText());
        assertEquals(rest, again.subList(again.size() - rest.size(), again.size()));
        assertEquals(again.subList(3, again.size()), events(app, run, "&last_event_id=3"));
        app.call().get("/v1/workflow/" + run + "/events?user=stranger").then().statusCode(404);
    }

    @Test
    void aRunOfADeadProcessIsClosedAndSaysSo() {
        SampleApp app = TestWorkflows.workflow(gated("['a']"));
        UUID run = row(app, "running", "{}");
        Rows.insert("""
                INSERT INTO workflow_node_executions (id, tenant_id, app_id, run_id, draft, index, node_id, node_type, title, status,
                    created_at) VALUES (?, ?, ?, ?, false, 1, 'gate', 'test-gate', 'Gate', 'running', now())""",
                UUID.randomUUID(),
                app.tenantId(), app.id(), run);

        abandoned.look();

        // The service looks for them too, and may be at this one.
        Eventually.isTrue("the run is closed",
                () -> "failed".equals(Rows.text("SELECT status FROM workflow_runs WHERE id = ?", run)));
        assertTrue(Rows.text("SELECT error FROM workflow_runs WHERE id = ?", run).contains("process"));
        assertEquals("failed", Rows.text("SELECT status FROM workflow_node_executions WHERE run_id = ?", run));
        List<JsonNode> events = events(app, run.toString(), "");
        assertEquals("failed", events.getLast().path("data").path("status").asText());
    }

    @Test
    void aRunThatADeadProcessHadAcceptedIsRunHere() {
        SampleApp app = TestWorkflows.workflow(gated("['done']"));
        UUID run = row(app, "scheduled", "{\"sys.user_id\":\"u\"}");

        abandoned.look();

        Eventually.isTrue("the run is run", () -> "succeeded".equals(Rows.text(
                "SELECT status FROM workflow_runs WHERE id = ?", run)));
        assertEquals("{\"out\":\"done\"}", Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", run));
    }

    @Test
    void anAsynchronousRunIsAcceptedAtOnceAndCallsBack() {
        try (ModelServer listener = ModelServer.start().reply("/heard", ModelReply.of(503, "text/plain", "busy"),
                ModelReply.of(200, "application/json", "{}"))) {
            SampleApp app = TestWorkflows.workflow(gated("['x','@async']"));
            Map<String, String> accepted = app.call("""
                    {"inputs":{},"user":"u","response_mode":"async","callback_url":"%s/heard"}"""
                    .formatted(listener.url().replace("127.0.0.1", "localhost"))).post("/v1/workflows/run").then().statusCode(202)
                    .extract().path("");
            String run = accepted.get("workflow_run_id");
            assertEquals("scheduled", accepted.get("status"));
            String status = app.call().get("/v1/workflows/run/" + run).then().statusCode(200).extract().path("status");
            assertTrue(List.of("scheduled", "running").contains(status), status);

            GateNode.open("@async");

            Eventually.isTrue("the end is told", () -> !listener.asked().isEmpty());
            ModelServer.Asked told = listener.asked().getFirst();
            assertEquals(run, told.json().path("workflow_run_id").asText());
            assertEquals("x", told.json().path("data").path("outputs").path("out").asText());
            assertEquals("sha256=" + RunCallbacks.signature(app.key(), told.body().getBytes(StandardCharsets.UTF_8)),
                    told.headers().get("x-signature"));
            Eventually.isTrue("it is told again to one who was busy", () -> "0".equals(Rows.text(
                    "SELECT count(*) FROM workflow_run_callbacks WHERE run_id = ?", UUID.fromString(run))));
        }
    }

    @Test
    void anAddressWithinTheServicesOwnNetworkIsNotCalled() {
        try (ModelServer listener = ModelServer.start().reply("/heard", ModelReply.of(200, "application/json", "{}"))) {
            SampleApp app = TestWorkflows.workflow(gated("['x']"));
            String run = app.call("""
                    {"inputs":{},"user":"u","response_mode":"async","callback_url":"%s/heard"}""".formatted(listener.url()))
                    .post("/v1/workflows/run").then().statusCode(202).extract().path("workflow_run_id");

            Eventually.isTrue("the call is refused", () -> Rows.text(
                    "SELECT coalesce(last_error, '') FROM workflow_run_callbacks WHERE run_id = ?", UUID.fromString(run))
                    .contains("127.0.0.1"));
            assertTrue(listener.asked().isEmpty());
        }
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        SampleApp app = TestWorkflows.workflow(gated("['x']"));
        app.call("""
                {"inputs":{},"user":"u","response_mode":"async","callback_url":"file:///etc/passwd"}""").post("/v1/workflows/run")
                .then().statusCode(400);
        assertEquals("0", Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ?", app.id()));
    }

    @Test
    void aPausedRunGoesOnWithWhatIsHandedIn() {
        SampleApp app = TestWorkflows.workflow(gated("['said: ','?Your name']"));
        String run = app.call("{\"inputs\":{},\"user\":\"u\"}").post("/v1/workflows/run").then().statusCode(200)
                .body("data.status", org.hamcrest.Matchers.equalTo("paused"))
                .body("data.paused_nodes[0]", org.hamcrest.Matchers.equalTo("gate"))
                .body("data.reasons[0].asks", org.hamcrest.Matchers.equalTo("Your name")).extract().path("workflow_run_id");
        List<JsonNode> before = events(app, run, "");
        assertEquals(List.of("human_input_required", "workflow_paused"),
                EventStream.names(before.subList(before.size() - 2, before.size())));

        resumption.handIn(app.tenantId(), UUID.fromString(run), "gate",
                new HandedIn(JsonNodeFactory.instance.textNode("Ada"), false,
                        JsonNodeFactory.instance.objectNode().put("node_id", "gate")));

        Eventually.isTrue("the run goes on", () -> "succeeded".equals(Rows.text(
                "SELECT status FROM workflow_runs WHERE id = ?", UUID.fromString(run))));
        assertEquals("{\"out\":\"said: Ada\"}",
                Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)));
        List<JsonNode> after = events(app, run, "&last_event_id=" + before.getLast().path("event_id").asInt());
        assertEquals(List.of("workflow_started", "human_input_form_filled", "node_started", "node_finished", "node_started",
                "node_finished", "workflow_finished"),
                EventStream.names(after).stream().filter(name -> !name.equals("text_chunk"))
                        .toList());
        assertEquals("resumption", after.getFirst().path("data").path("reason").asText());
    }

    private static UUID row(SampleApp app, String status, String inputs) {
        UUID run = UUID.randomUUID();
        UUID endUser = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
                VALUES (?, ?, ?, 'service_api', 'u', false, now())""", endUser, app.tenantId(), app.id());
        Rows.insert("""
                INSERT INTO workflow_runs (id, tenant_id, app_id, workflow_id, version, type, triggered_from, created_from, inputs,
                    status, end_user_id, user_name, task_id, instance_id, created_at)
                VALUES (?, ?, ?, (SELECT id FROM workflows WHERE app_id = ?), 'v1.0.0', 'workflow', 'app-run', 'service-api', ?, ?, ?, 'u',
                    ?, ?, now())""", run, app.tenantId(), app.id(), app.id(), inputs, status, endUser, UUID.randomUUID(),
                UUID.randomUUID());
        return run;
    }

    /** All events that the stream tells from now on until it ends, pings left out. */
    private static List<JsonNode> events(SampleApp app, String run, String more) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:"
                    + RestAssured.port + "/v1/workflow/" + run + "/events?user=u" + more))
                    .header("Authorization", "Bearer " + app.key()).header("Accept", "text/event-stream").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            List<JsonNode> events = new ArrayList<>();
            for (String line : answer.body().split("\n")) {
                if (line.startsWith("data: ")) {
                    events.add(JSON.readTree(line.substring("data: ".length())));
                }
            }
            return events;
        } catch (java.io.IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
