package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.DemoWorkspace.ChatApp;
import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.RedisProcess;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceClient.Events;
import dev.difynative.testsupport.ServiceProcess;

/** Two processes of the packaged service on one PostgreSQL and one Redis behave as one. */
class TwoInstancesIT {
    private static final Path FOLDER = Path.of("target", "two-instances").toAbsolutePath();
    private static final String CHAT = "/v1/chat-messages";
    private static final String INFO = "/v1/info?user=abc";
    private static final String STREAMED = """
            {"query":"Hello","response_mode":"streaming","user":"abc"}""";

    private static final ModelServer MODELS = ModelServer.start();
    private static EmbeddedPostgres postgres;
    private static EmbeddedPostgres.Running database;
    private static RedisProcess redis;
    private static ServiceProcess here;
    private static ServiceProcess there;
    private static DemoWorkspace workspace;

    @BeforeAll
    static void start() {
        // No answer ends by itself.
        MODELS.reply("/chat/completions", ModelReply.saying(IntStream.range(0, 50).mapToObj(word -> "word " + word + " ")
                .toArray(String[]::new)).hangingAfter(40));
        postgres = EmbeddedPostgres.in(FOLDER.resolve("database-" + UUID.randomUUID())).throwAway();
        database = postgres.start();
        redis = RedisProcess.start();
        here = instance();
        there = instance();
        workspace = DemoWorkspace.create(here, MODELS);
    }

    @AfterAll
    static void end() {
        for (AutoCloseable each : new AutoCloseable[]{here, there, redis, MODELS}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        }
        postgres.stop();
    }

    private static ServiceProcess instance() { return instance(Map.of()); }

    private static ServiceProcess instance(Map<String, String> more) {
        Path folder = FOLDER.resolve("instance-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "QUARKUS_REDIS_HOSTS", redis.url(),
                "DIFY_DATA_DIR", FOLDER.resolve("data").toString(),
                "DIFY_CHAT_ABANDONED_CHECK", "1s",
                // On a busy machine Redis may answer later than is waited for; what is counted apart meanwhile is no failure.
                "DIFY_QUOTA_WHEN_REDIS_IS_GONE", "refuse"));
        environment.putAll(more);
        return ServiceProcess.serve(folder, environment);
    }

    private static ServiceClient caller(ServiceProcess service, ChatApp app) {
        return new ServiceClient(service.url()).as(app.key());
    }

    /** What one instance tells the others they hear at once, and in no known time on a busy machine; else they forget in minutes. */
    private static void awaitStatus(ServiceClient client, String path, int status) {
        Eventually.isTrue(path + " answers " + status, () -> client.get(path).status() == status);
    }

    private static JsonNode firstPiece(Events events) {
        return events.await("a piece of the answer", event -> event.path("event").asText().equals("message"));
    }

    @Test
    void aStopSentToOneEndsTheStreamOfTheOther() {
        ChatApp app = workspace.chatApp("Stopped");
        Events events = caller(here, app).stream(CHAT, STREAMED);
        String task = firstPiece(events).path("task_id").asText();
        caller(there, app).post(CHAT + "/" + task + "/stop", "{\"user\":\"abc\"}").expect(200);
        Eventually.isTrue("the stream has ended", events::hasEnded);
        assertEquals("message_end", events.received().getLast().path("event").asText());
    }

    @Test
    void aKeyRevokedAtOneIsRefusedByTheOtherAtOnce() {
        ChatApp app = workspace.chatApp("Revoked");
        Events events = caller(there, app).stream(CHAT, STREAMED);
        firstPiece(events);
        workspace.console(here).delete("/console/api/apps/" + app.id() + "/api-keys/" + app.keyId()).expect(200);
        awaitStatus(caller(there, app), INFO, 401);
        assertEquals("unauthorized", caller(there, app).post(CHAT, STREAMED).expect(401).json().path("code").asText());
    }

    @Test
    void anAppChangedAtOneIsChangedAtTheOtherAtOnce() {
        ChatApp app = workspace.chatApp("Changed");
        firstPiece(caller(there, app).stream(CHAT, STREAMED));
        ServiceClient console = workspace.console(here);
        console.put("/console/api/apps/" + app.id(), "{\"enable_api\":false}").expect(200);
        awaitStatus(caller(there, app), INFO, 403);
        assertEquals("access_denied", caller(there, app).post(CHAT, STREAMED).expect(403).json().path("code").asText());
        console.put("/console/api/apps/" + app.id(), "{\"enable_api\":true}").expect(200);
        awaitStatus(caller(there, app), INFO, 200);
        firstPiece(caller(there, app).stream(CHAT, STREAMED));
    }

    @Test
    void aLimitHoldsOverBoth() {
        Eventually.isTrue("Redis answers in time to each of some calls", TwoInstancesIT::isLimitHeldOverBoth);
    }

    /** Not if Redis was too late for one of the calls. */
    private static boolean isLimitHeldOverBoth() {
        ChatApp app = workspace.chatApp("Limited");
        workspace.console(here).put("/console/api/apps/" + app.id(), "{\"api_rpm\":5}").expect(200);
        for (int call = 1; call <= 5; call++) {
            ServiceClient.Answer answer = caller(call % 2 == 0 ? here : there, app).post(CHAT, "{\"user\":\"abc\"}");
            if (answer.status() == 503) {
                return false;
            }
            answer.expect(400);
            assertEquals(Integer.toString(5 - call), answer.header("X-RateLimit-Remaining"));
        }
        for (ServiceProcess each : new ServiceProcess[]{here, there}) {
            ServiceClient.Answer refused = caller(each, app).post(CHAT, STREAMED);
            if (refused.status() == 503) {
                return false;
            }
            refused.expect(429);
            assertEquals("rate_limit_exceeded", refused.json().path("code").asText());
            assertEquals("5", refused.header("X-RateLimit-Limit"));
            assertTrue(Integer.parseInt(refused.header("Retry-After")) <= 60);
        }
        return true;
    }

    @Test
    void anEndUserIsToldWhatIsLeftOfTheOwnLimit() {
        ChatApp app = workspace.chatApp("Limited by user");
        // Without Redis, which on a busy machine may answer later than is waited for.
        try (ServiceProcess strict = instance(Map.of("DIFY_QUOTA_PER_END_USER_RPM", "3", "QUARKUS_REDIS_HOSTS", ""))) {
            ServiceClient client = caller(strict, app);
            assertEquals("2", client.get("/v1/conversations?user=ann").expect(200).header("X-RateLimit-Remaining"));
            try (EventStream answer = EventStream.open(strict.url() + CHAT, app.key(), STREAMED.replace("abc", "ann"))) {
                assertEquals("1", answer.header("X-RateLimit-Remaining"));
            }
            assertEquals("0", client.get("/v1/conversations?user=ann").expect(200).header("X-RateLimit-Remaining"));
            assertEquals("3", client.get("/v1/conversations?user=ann").expect(429).header("X-RateLimit-Limit"));
            assertEquals("2", client.get("/v1/conversations?user=bob").expect(200).header("X-RateLimit-Remaining"));
        }
    }

    @Test
    void aTokenRevokedAtOneIsRefusedByTheOtherAtOnce() {
        JsonNode made = workspace.console(here).post("/console/api/account/api-tokens", "{\"name\":\"Script\"}").expect(201)
                .json();
        ServiceClient script = new ServiceClient(there.url()).as(made.path("token").asText());
        awaitStatus(script, "/api/management/apps", 200);
        workspace.console(here).delete("/console/api/account/api-tokens/" + made.path("id").asText());
        awaitStatus(script, "/api/management/apps", 401);
        assertEquals("unauthorized", script.get("/api/management/apps").expect(401).json().path("error_code").asText());
    }

    @Test
    void aTokenThatEndsIsRefusedByTheOtherFromThatSecondOn() {
        long end = 0;
        ServiceClient script = null;
        String token = null;
        // On a machine that stands still the first ones may end before they are known to the other one.
        for (int seconds = 4; script == null || script.get("/api/management/apps").status() != 200; seconds *= 2) {
            assertTrue(seconds < 2 * Eventually.PATIENCE.toSeconds(), "no token could be used");
            end = Instant.now().getEpochSecond() + seconds;
            token = workspace.console(here)
                    .post("/console/api/account/api-tokens", "{\"name\":\"Short %d\",\"expires_at\":%d}".formatted(seconds, end))
                    .expect(201).json().path("token").asText();
            script = new ServiceClient(there.url()).as(token);
        }
        long second = end;
        Eventually.isTrue(Eventually.PATIENCE.multipliedBy(2), "it has ended", () -> Instant.now().getEpochSecond() >= second);
        assertEquals("unauthorized", script.get("/api/management/apps").expect(401).json().path("error_code").asText());
        new ServiceClient(here.url()).as(token).get("/api/management/apps").expect(401);
    }

    @Test
    void ofManyCallsAtOnceExactlyAsManyAsTheLimitPass() throws InterruptedException {
        ChatApp app = workspace.chatApp("Crowded");
        workspace.console(here).put("/console/api/apps/" + app.id(), "{\"api_rpm\":100}").expect(200);
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        List<Thread> clients = IntStream.range(0, 64).mapToObj(client -> Thread.startVirtualThread(() -> {
            ServiceClient caller = caller(client % 2 == 0 ? here : there, app);
            for (int call = 0; call < 5; call++) {
                statuses.computeIfAbsent(caller.get(INFO).status(), unused -> new AtomicInteger()).incrementAndGet();
            }
        })).toList();
        for (Thread client : clients) {
            client.join();
        }
        int passed = count(statuses, 200);
        int unavailable = count(statuses, 503);
        assertEquals(320, passed + unavailable + count(statuses, 429), statuses::toString);
        assertTrue(unavailable == 0 ? passed == 100 : passed <= 100, statuses::toString);
    }

    private static int count(Map<Integer, AtomicInteger> statuses, int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    @Test
    void aPluginInstalledAtOneIsThereAtTheOtherAtOnce() {
        String providers = "/console/api/workspaces/current/model-providers";
        workspace.console(there).get(providers + "/localai/models").expect(404);
        workspace.console(here).post("/console/api/workspaces/current/plugins/install",
                "{\"plugin_unique_identifier\":\"langgenius/localai\"}").expect(200);
        awaitStatus(workspace.console(there), providers + "/localai/models", 200);
        workspace.console(here)
                .post("/console/api/workspaces/current/plugins/uninstall", "{\"plugin_id\":\"langgenius/localai\"}")
                .expect(200);
        awaitStatus(workspace.console(there), providers + "/localai/models", 404);
    }

    @Test
    void whatAKilledInstanceWasSayingIsClosedByTheOther() throws SQLException, InterruptedException {
        ChatApp app = workspace.chatApp("Killed");
        try (ServiceProcess doomed = instance()) {
            Events events = caller(doomed, app).stream(CHAT, STREAMED);
            String message = firstPiece(events).path("message_id").asText();
            Eventually.isTrue("what is said is written down", () -> answer(message).startsWith("word 0 word 1 "));
            doomed.kill();
            // Within a minute, half of which must pass without a sign of life.
            Eventually.isTrue(Duration.ofMinutes(3), "the message is closed", () -> status(message).equals("error"));
            assertTrue(answer(message).startsWith("word 0 word 1 "), "what was said is kept");
        }
    }

    @Test
    void aShutdownRefusesNewWorkAndEndsStreamsWithAnError() {
        boolean askedInTime = false;
        // On a machine that stands still the first ones may be gone before they are asked.
        for (int seconds = 5; !askedInTime; seconds *= 2) {
            assertTrue(seconds < 2 * Eventually.PATIENCE.toSeconds(), "no shutdown was seen");
            ChatApp app = workspace.chatApp("Shut down " + seconds);
            try (ServiceProcess leaving = instance(Map.of("DIFY_SHUTDOWN_GRACE", seconds + "s"))) {
                askedInTime = isShutDownSeen(leaving, app);
            }
        }
    }

    /** Not if the service was gone before it was asked all. */
    private static boolean isShutDownSeen(ServiceProcess leaving, ChatApp app) {
        Events events = caller(leaving, app).stream(CHAT, STREAMED);
        String message = firstPiece(events).path("message_id").asText();
        leaving.askToEnd();
        ServiceClient client = caller(leaving, app);
        Eventually.isTrue("it is no longer ready", () -> List.of(0, 503).contains(client.get("/q/health/ready").status()));
        ServiceClient.Answer refused = client.post(CHAT, STREAMED);
        if (refused.status() == 0) {
            return false;
        }
        refused.expect(503);
        assertEquals("service_unavailable", refused.json().path("code").asText());
        assertEquals("close", refused.header("Connection"));
        JsonNode error = events.await("the error", event -> event.path("event").asText().equals("error"));
        assertEquals("service_unavailable", error.path("code").asText());
        Eventually.isTrue("the process has ended", () -> !leaving.isAlive());
        assertEquals("error", status(message));
        assertTrue(answer(message).startsWith("word 0 "));
        return true;
    }

    private static String status(String message) { return column("status", message); }

    private static String answer(String message) { return column("answer", message); }

    private static String column(String name, String message) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                PreparedStatement select = connection.prepareStatement("select " + name + " from messages where id = ?")) {
            select.setObject(1, UUID.fromString(message));
            ResultSet row = select.executeQuery();
            return row.next() ? row.getString(1) : "none";
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
