package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceClient.Events;
import dev.difynative.testsupport.ServiceProcess;

/** Processes of the packaged service that share one PostgreSQL and no Redis, some of which are killed at work. */
class WorkflowSurvivalIT {
    private static final Path FOLDER = Path.of("target", "workflow-survival").toAbsolutePath();
    private static final String RUN = "/v1/workflows/run";
    private static final String START = "{\"id\":\"s\",\"data\":{\"type\":\"start\",\"title\":\"Start\",\"variables\":[]}}";
    private static final String HOOK = """
            {"id":"s","data":{"type":"trigger-webhook","title":"Hook","method":"POST","content_type":"application/json",
              "headers":[],"params":[],"body":[{"name":"name","type":"string","required":true}]}}""";
    private static final String PERSON = """
            {"id":"n","data":{"type":"human-input","title":"Ask","form_content":"Well?","inputs":[],
              "user_actions":[{"id":"ok","title":"Ok"}],"timeout":1,"timeout_unit":"hour"}}""";

    private static final ModelServer SLOW = ModelServer.start();
    private static EmbeddedPostgres postgres;
    private static EmbeddedPostgres.Running database;
    private static ServiceProcess survivor;
    private static DemoWorkspace workspace;

    /** An app, and how it is called. */
    private record App(String id, String key) {}

    @BeforeAll
    static void start() {
        SLOW.reply("/slow", ModelReply.saying(IntStream.range(0, 2_400).mapToObj(word -> "word " + word + " ")
                .toArray(String[]::new)).every(Duration.ofMillis(50)));
        postgres = EmbeddedPostgres.in(FOLDER.resolve("database-" + UUID.randomUUID())).throwAway();
        database = postgres.start();
        survivor = instance(Map.of());
        workspace = DemoWorkspace.create(survivor, SLOW);
    }

    @AfterAll
    static void end() {
        if (survivor != null) {
            survivor.close();
        }
        SLOW.close();
        postgres.stop();
    }

    private static ServiceProcess instance(Map<String, String> more) {
        Path folder = FOLDER.resolve("instance-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "DIFY_DATA_DIR", FOLDER.resolve("data").toString(), "DIFY_OUTBOUND_ALLOWED_HOSTS", "localhost"));
        environment.putAll(more);
        return ServiceProcess.serve(folder, environment);
    }

    @Test
    void aRunWhoseProcessIsKilledIsClosedAsFailedAndSaysSo() throws InterruptedException {
        App app = app("Killed", START, http(), "{\"variable\":\"out\",\"value_selector\":[\"n\",\"body\"]}");
        String run;
        try (ServiceProcess victim = instance(Map.of())) {
            Events events = caller(victim, app).stream(RUN, "{\"inputs\":{},\"user\":\"u\",\"response_mode\":\"streaming\"}");
            run = atWork(events).path("workflow_run_id").asText();
            awaitStatus(app, run, "running");
            // What happened is written down in short steps; a node that began in the last one is not in the history.
            Eventually.isTrue("the node is stored", () -> nodes(app, run).size() == 2);
            victim.kill();
        }
        awaitStatus(app, run, "failed");
        JsonNode closed = caller(survivor, app).get("/v1/workflows/run/" + run).expect(200).json();
        assertTrue(closed.path("error").asText().contains("process"), closed.toString());
        String events = caller(survivor, app).get("/v1/workflow/" + run + "/events?user=u").expect(200).response().body();
        assertTrue(events.contains("\"event\":\"workflow_started\"") && events.contains("\"event\":\"workflow_finished\""),
                events);
        assertEquals("failed", nodes(app, run).path(1).path("status").asText(), nodes(app, run).toString());
    }

    private static JsonNode nodes(App app, String run) {
        return workspace.console(survivor)
                .get("/console/api/apps/" + app.id() + "/workflow-runs/" + run + "/node-executions").expect(200).json()
                .path("data");
    }

    @Test
    void aPausedRunGoesOnAfterItsProcessWasKilledAndStartedAgain() throws InterruptedException {
        App app = app("Asking", START, PERSON, "{\"variable\":\"said\",\"value_selector\":[\"n\",\"__action_id\"]}");
        JsonNode paused;
        try (ServiceProcess victim = instance(Map.of())) {
            paused = caller(victim, app).post(RUN, "{\"inputs\":{},\"user\":\"u\"}").expect(200).json();
            victim.kill();
        }
        assertEquals("paused", paused.at("/data/status").asText(), paused.toString());
        String run = paused.path("workflow_run_id").asText();
        String form = "/v1/form/human_input/" + paused.at("/data/reasons/0/form_token").asText();
        try (ServiceProcess again = instance(Map.of())) {
            assertEquals("Well?", caller(again, app).get(form).expect(200).json().path("form_content").asText());
            caller(again, app).post(form, "{\"inputs\":{},\"action\":\"ok\",\"user\":\"u\"}").expect(200);
            awaitStatus(app, run, "succeeded");
        }
        assertEquals("ok", caller(survivor, app).get("/v1/workflows/run/" + run).expect(200).json()
                .path("outputs").path("said").asText());
        caller(survivor, app).post(form, "{\"inputs\":{},\"action\":\"ok\",\"user\":\"u\"}").expect(412);
    }

    @Test
    void whatAWebhookAcceptedIsRunByAnotherProcessOnceItsOwnIsKilled() throws InterruptedException {
        App app = app("Hooked", HOOK,
                "{\"id\":\"n\",\"data\":{\"type\":\"template-transform\",\"title\":\"T\",\"template\":\"Hi {{ x }}\","
                        + "\"variables\":[{\"variable\":\"x\",\"value_selector\":[\"s\",\"name\"]}]}}",
                "{\"variable\":\"out\",\"value_selector\":[\"n\",\"output\"]}");
        String hook = URI.create(workspace.console(survivor)
                .get("/console/api/apps/" + app.id() + "/workflows/triggers/webhook?node_id=s").expect(200).json()
                .path("webhook_url").asText()).getPath();
        try (ServiceProcess victim = instance(Map.of("DIFY_WORKFLOW_MAX_ASYNC", "0"))) {
            new ServiceClient(victim.url()).post(hook, "{\"name\":\"Ann\"}").expect(200);
            victim.kill();
        }
        Eventually.isTrue(Duration.ofMinutes(3), "the run is done", () -> runs(app).path("data").path(0).path("status").asText()
                .equals("succeeded"));
        assertEquals(1, runs(app).path("data").size());
    }

    @Test
    void aRunIsReadAndStoppedByAnotherProcess() throws Exception {
        App app = app("Stopped", START, http(), "{\"variable\":\"out\",\"value_selector\":[\"n\",\"body\"]}");
        try (ServiceProcess other = instance(Map.of())) {
            Events events = caller(other, app).stream(RUN, "{\"inputs\":{},\"user\":\"u\",\"response_mode\":\"streaming\"}");
            JsonNode begun = atWork(events);
            String run = begun.path("workflow_run_id").asText();
            awaitStatus(app, run, "running");
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> caller(survivor, app)
                    .get("/v1/workflow/" + run + "/events?user=u&last_event_id=1").expect(200).response().body());
            caller(survivor, app).post("/v1/workflows/tasks/" + begun.path("task_id").asText() + "/stop", "{\"user\":\"u\"}")
                    .expect(200);
            Eventually.isTrue("the stream has ended", events::hasEnded);
            assertEquals("stopped", events.received().getLast().path("data").path("status").asText());
            String elsewhere = read.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(elsewhere.contains("\"event\":\"node_started\"") && elsewhere.contains("\"status\":\"stopped\"")
                    && !elsewhere.contains("workflow_started"), elsewhere);
        }
    }

    private static JsonNode atWork(Events events) {
        return events.await("the second node", event -> event.path("event").asText().equals("node_started")
                && event.path("node_id").asText().equals("n"));
    }

    private static JsonNode runs(App app) {
        return workspace.console(survivor).get("/console/api/apps/" + app.id() + "/workflow-runs?triggered_from=app-run")
                .expect(200).json();
    }

    private static void awaitStatus(App app, String run, String status) {
        // A dead process is one that has shown no life for half a minute.
        Eventually.isTrue(Duration.ofMinutes(3), "the run is " + status, () -> {
            ServiceClient.Answer answer = caller(survivor, app).get("/v1/workflows/run/" + run);
            return answer.status() == 200 && answer.json().path("status").asText().equals(status);
        });
    }

    private static ServiceClient caller(ServiceProcess service, App app) {
        return new ServiceClient(service.url()).as(app.key());
    }

    private static String http() {
        return """
                {"id":"n","data":{"type":"http-request","title":"Slow","method":"get","url":"%s/slow","headers":"","params":"",
                  "authorization":{"type":"no-auth"},"body":{"type":"none"}}}"""
                .formatted(SLOW.url().replace("127.0.0.1", "localhost"));
    }

    private static App app(String name, String start, String node, String output) {
        ServiceClient console = workspace.console(survivor);
        String id = console.post("/console/api/apps", "{\"name\":\"%s\",\"mode\":\"workflow\"}".formatted(name)).expect(201)
                .json()
                .path("id").asText();
        console.post("/console/api/apps/" + id + "/workflows/draft", """
                {"force":true,"graph":{"nodes":[%s,%s,{"id":"e","data":{"type":"end","title":"End","outputs":[%s]}}],
                 "edges":[{"id":"1","source":"s","target":"n"},{"id":"2","source":"n","sourceHandle":"source","target":"e"},
                          {"id":"3","source":"n","sourceHandle":"ok","target":"e"}]}}""".formatted(start, node, output))
                .expect(200);
        console.post("/console/api/apps/" + id + "/workflows/publish", "").expect(200);
        return new App(id, console.post("/console/api/apps/" + id + "/api-keys", "{}").expect(201).json().path("token").asText());
    }
}
