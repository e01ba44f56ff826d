package dev.difynative.workflow.trigger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.GateNode;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.testsupport.TestApps.TestApp;
import dev.difynative.workflow.run.background.AsyncRuns;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;

/** Runs that nobody waits for are among the requests that an app may have in flight. */
@QuarkusTest
class BoundBackgroundRunsTest {
    private static final String ASYNC = """
            {"inputs":{},"user":"u","response_mode":"async"}""";
    private static final String START = """
            {"id":"begin","data":{"type":"start","title":"Start","variables":[]}}""";
    private static final String HOOK = """
            {"id":"begin","data":{"type":"trigger-webhook","title":"Hook","method":"POST","content_type":"application/json",
              "headers":[],"params":[],"body":[],"variables":[{"variable":"_webhook_raw","type":"object","required":true}],
              "status_code":200,"response_body":""}}""";
    private static final String SCHEDULE = """
            {"id":"begin","data":{"type":"trigger-schedule","title":"Clock","mode":"cron","cron_expression":"0 9 * * *",
              "timezone":"UTC"}}""";

    @Inject Members members;
    @Inject TestApps apps;
    @Inject Schedules schedules;
    @Inject AsyncRuns queue;
    private TestApp app;
    private String gate;

    @BeforeEach
    void makeAnApp() {
        app = apps.graph(members.owner(), "workflow");
        gate = "@bound-" + app.id();
    }

    @Test
    void anAsynchronousRunTakesAPlaceUntilItHasEnded() {
        publish(START, 1);
        app.request().body(ASYNC).post("/v1/workflows/run").then().statusCode(202);
        app.request().body(ASYNC).post("/v1/workflows/run").then().statusCode(429).body("code", equalTo("too_many_requests"));
        app.request().body(ASYNC.replace("async", "blocking")).post("/v1/workflows/run").then().statusCode(429);
        GateNode.open(gate);
        Eventually.isTrue("the place is free",
                () -> app.request().body(ASYNC).post("/v1/workflows/run").statusCode() == 202);
    }

    @Test
    void aWebhookBeyondTheLimitIsRefused() {
        publish(HOOK, 1);
        String hook = URI.create(app.owner().request()
                .get("/console/api/apps/" + app.id() + "/workflows/triggers/webhook?node_id=begin").then().statusCode(200)
                .extract().path("webhook_url")).getPath();
        assertEquals(200, call(hook));
        assertEquals(429, call(hook));
        assertEquals("1", count("status IN ('scheduled', 'running')"));
        GateNode.open(gate);
        Eventually.isTrue("the run is done", () -> "1".equals(count("status = 'succeeded'")));
        // A moment after its end is stored.
        Eventually.isTrue("the place is free", () -> call(hook) == 200);
    }

    @Test
    void dueSchedulesWaitForAPlaceWithoutKeepingOthersFromTheirs() throws SQLException {
        publish(SCHEDULE, 1);
        due();
        Eventually.isTrue("the first one is under way", () -> "1".equals(count("status = 'running'")));
        due();
        due();
        queue.takeWaiting();
        assertEquals("2", count("status = 'scheduled' AND instance_id IS NULL"));
        TestApp other = apps.graph(app.owner(), "workflow");
        TestApp bound = app;
        app = other;
        publish(SCHEDULE, 0);
        due();
        Eventually.isTrue("another app's run is under way", () -> "1".equals(count("status = 'running'")));
        app = bound;
        assertEquals("2", count("status = 'scheduled'"));
        GateNode.open(gate);
        Eventually.isTrue("all are done", () -> "3".equals(count("status = 'succeeded'")));
    }

    private void due() throws SQLException {
        Rows.insert("UPDATE workflow_triggers SET next_at = now() - interval '1 minute' WHERE app_id = ?",
                UUID.fromString(app.id()));
        schedules.look(Instant.now());
    }

    private static int call(String hook) {
        return RestAssured.given().contentType(ContentType.JSON).body("{}").post(hook).statusCode();
    }

    private String count(String which) {
        return Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ? AND " + which, UUID.fromString(app.id()));
    }

    private void publish(String beginning, int limit) {
        String path = "/console/api/apps/" + app.id();
        app.owner().request().body("{\"max_active_requests\":%d}".formatted(limit)).put(path).then().statusCode(200);
        app.owner().request().body("""
                {"force":true,"graph":{"nodes":[%s,{"id":"gate","data":{"type":"test-gate","title":"Gate","pieces":["%s"]}},
                {"id":"end","data":{"type":"end","title":"End","outputs":[]}}],
                "edges":[{"source":"begin","target":"gate"},{"source":"gate","target":"end"}]}}""".formatted(beginning, gate))
                .post(path + "/workflows/draft").then().statusCode(200);
        app.owner().request().post(path + "/workflows/publish").then().statusCode(200);
    }
}
