package dev.difynative.workflow.trigger;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Webhooks and schedules, from the console to the run. */
@QuarkusTest
class TriggersTest {
    private static final String END = """
            {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"out","value_selector":["h","name"]}]}}""";
    private static final String WEBHOOK = """
            {"id":"h","data":{"type":"trigger-webhook","title":"Hook","method":"POST","content_type":"application/json",
              "headers":[],"params":[{"name":"n","type":"number"}],"body":[{"name":"name","type":"string","required":true}],
              "variables":[{"variable":"_webhook_raw","type":"object","required":true}],
              "status_code":202,"response_body":"{\\"taken\\":true}"}}""";
    private static final String SCHEDULE = """
            {"id":"c","data":{"type":"trigger-schedule","title":"Clock","mode":"cron","cron_expression":"0 9 * * *","timezone":"UTC"}}""";

    @Inject Members members;
    @Inject Schedules schedules;
    private Member owner;
    private UUID id;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        String made = owner.request().body(Map.of("name", "Triggered " + System.nanoTime(), "mode", "workflow"))
                .post("/console/api/apps").then().statusCode(201).extract().path("id");
        id = UUID.fromString(made);
        app = "/console/api/apps/" + made;
    }

    @Test
    void aCallOfAWebhookIsARunOfThePublishedWorkflow() {
        publish(WEBHOOK, "h");
        String url = webhook("h").getPath();
        call(url + "?n=1", "{\"name\":\"Ann\"}").statusCode(202).body("taken", is(true));
        Eventually.isTrue("the run is done", () -> "succeeded".equals(run("status")));
        assertEquals("{\"out\":\"Ann\"}", run("outputs"));
        assertEquals("webhook", run("created_from"));

        call(url + "?n=one", "{\"name\":\"Ann\"}").statusCode(400).body("details.field", equalTo("params.n"));
        call(url, "{}").statusCode(400).body("code", equalTo("invalid_param")).body("details.field", equalTo("body.name"));
        RestAssured.get(url).then().statusCode(405).body("code", equalTo("method_not_allowed"));
        RestAssured.given().contentType("text/plain").body("x").post(url).then().statusCode(415);
        call(url, "{\"name\":\"" + "x".repeat(10 << 20) + "\"}").statusCode(413).body("code", equalTo("file_too_large"));
        call("/triggers/webhook/nobody", "{}").statusCode(404).body("code", equalTo("not_found"));
        assertEquals("1", Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ?", id));
    }

    @Test
    void aCallWithoutABodyIsARunToo() {
        publish(WEBHOOK.replace("POST", "HEAD").replace("\"required\":true}],\n", "\"required\":false}],\n"), "h");
        RestAssured.head(webhook("h").getPath() + "?n=1").then().statusCode(202);
        Eventually.isTrue("the run is done", () -> "succeeded".equals(run("status")));
        RestAssured.get(webhook("h").getPath()).then().statusCode(405);
    }

    @Test
    void anAddressStaysAndCanBeSwitchedOff() {
        publish(WEBHOOK, "h");
        String url = webhook("h").getPath();
        String trigger = owner.request().get(app + "/triggers").then().statusCode(200)
                .body("data.trigger_type", contains("trigger-webhook")).body("data[0].status", equalTo("enabled"))
                .extract().path("data[0].id");
        publish(WEBHOOK.replace("Hook", "Other title"), "h");
        assertEquals(url, webhook("h").getPath());
        owner.request().body(Map.of("trigger_id", trigger, "enable_trigger", false)).post(app + "/trigger-enable").then()
                .statusCode(200).body("status", equalTo("disabled")).body("title", equalTo("Other title"));
        call(url, "{\"name\":\"Ann\"}").statusCode(404);
        owner.request().body(Map.of("trigger_id", trigger, "enable_trigger", true)).post(app + "/trigger-enable").then()
                .body("status", equalTo("enabled"));
        publish(SCHEDULE, "c");
        call(url, "{\"name\":\"Ann\"}").statusCode(404);
        owner.request().get(app + "/triggers").then().body("data.node_id", contains("c"))
                .body("data[0].next_run_at", notNullValue());
        members.owner().request().get(app + "/triggers").then().statusCode(404);
        owner.request().get(app + "/workflows/triggers/webhook?node_id=nowhere").then().statusCode(404);
    }

    @Test
    void aDueScheduleBeginsOneRunHoweverManyLook() {
        // Far from now: it must not come while this is tested.
        int hour = (Instant.now().atOffset(ZoneOffset.UTC).getHour() + 12) % 24;
        publish(SCHEDULE.replace("0 9 * * *", "0 %d * * *".formatted(hour)), "c");
        Instant next = Instant.parse(Rows.text(
                "SELECT to_char(next_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM workflow_triggers WHERE app_id = ?",
                id));
        assertTrue(next.toString().endsWith("T%02d:00:00Z".formatted(hour)) && next.isAfter(Instant.now()), next.toString());
        Rows.insert("UPDATE workflow_triggers SET next_at = now() - interval '2 hours' WHERE app_id = ?", id);
        List<CompletableFuture<Void>> lookers = java.util.stream.Stream.generate(() -> CompletableFuture.runAsync(this::look))
                .limit(4).toList();
        lookers.forEach(CompletableFuture::join);
        Eventually.isTrue("the run is done", () -> "succeeded".equals(run("status")));
        assertEquals("schedule", run("created_from"));
        assertEquals("1", Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ?", id));
        assertEquals("t", Rows.text("SELECT next_at > now() FROM workflow_triggers WHERE app_id = ?", id));

        Rows.insert("UPDATE workflow_triggers SET next_at = now() - interval '2 days' WHERE app_id = ?", id);
        look();
        assertEquals("1", Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ?", id));
        assertEquals("t", Rows.text("SELECT next_at > now() FROM workflow_triggers WHERE app_id = ?", id));
    }

    @Test
    void theTriggersOfADraftAreTriedOut() {
        save(WEBHOOK + "," + SCHEDULE, "h", "c");
        String debug = URI.create(owner.request().get(app + "/workflows/triggers/webhook?node_id=h").then().statusCode(200)
                .extract().<String>path("webhook_debug_url")).getPath();
        owner.request().body(Map.of("node_id", "h")).post(app + "/workflows/draft/trigger/run").then().statusCode(200)
                .body("status", equalTo("waiting")).body("retry_in", equalTo(2000));
        call(debug, "{\"name\":\"Bob\"}").statusCode(202);
        EventStream stream = EventStream.post(app + "/workflows/draft/trigger/run", owner.accessToken(), Map.of("node_id", "h"));
        assertEquals("text/event-stream; charset=utf-8", stream.header("Content-Type"));
        List<JsonNode> events = stream.all();
        assertEquals("Bob", events.getLast().path("data").path("outputs").path("out").asText());
        call(debug, "{\"name\":\"Cleo\"}").statusCode(202);
        owner.request().body("{}").post(app + "/workflows/draft/nodes/h/trigger/run").then().statusCode(200)
                .body("outputs.name", equalTo("Cleo")).body("status", equalTo("succeeded"));
        owner.request().body("{}").post(app + "/workflows/draft/nodes/h/trigger/run").then().body("status", equalTo("waiting"));
        assertEquals("workflow_finished", EventStream.post(app + "/workflows/draft/trigger/run-all", owner.accessToken(),
                Map.of("node_ids", List.of("h", "c"))).all().getLast().path("event").asText());
        owner.request().body(Map.of("node_id", "e")).post(app + "/workflows/draft/trigger/run").then().statusCode(404);
        owner.request().get(app + "/triggers").then().body("data", empty());
        call(debug.replace("-debug", ""), "{\"name\":\"Bob\"}").statusCode(404);
        owner.request().get(app + "/workflows/default-workflow-block-configs").then().statusCode(200);
        members.owner().request().get(app + "/workflows/default-workflow-block-configs").then().statusCode(404)
                .body("details", nullValue());
    }

    private void look() {
        try {
            schedules.look(Instant.now());
        } catch (java.sql.SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private String run(String column) {
        return Rows.text("SELECT " + column + " FROM workflow_runs WHERE app_id = ? AND version <> 'draft'", id);
    }

    private URI webhook(String node) {
        return URI.create(owner.request().get(app + "/workflows/triggers/webhook?node_id=" + node).then().statusCode(200)
                .extract().path("webhook_url"));
    }

    private static ValidatableResponse call(String path, String body) {
        return RestAssured.given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private void save(String nodes, String... from) {
        StringBuilder edges = new StringBuilder();
        for (String source : from) {
            edges.append(edges.isEmpty() ? "" : ",").append("{\"id\":\"").append(source).append("e\",\"source\":\"")
                    .append(source)
                    .append("\",\"target\":\"e\"}");
        }
        owner.request().body("{\"force\":true,\"graph\":{\"nodes\":[%s,%s],\"edges\":[%s]}}".formatted(nodes, END, edges))
                .post(app + "/workflows/draft").then().statusCode(200);
    }

    private void publish(String node, String id) {
        save(node, id);
        owner.request().post(app + "/workflows/publish").then().statusCode(200);
    }
}
