package dev.difynative.quota;

import static dev.difynative.testsupport.TestApps.streamed;
import static io.restassured.http.ContentType.JSON;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.GateNode;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The limits of an app as its callers meet them. */
@QuarkusTest
class BoundStreamsTest {
    private static final String CHAT = "/v1/chat-messages";
    private static final String WAITING_DRAFT = """
            {"force":true,"graph":{"nodes":[{"id":"start","data":{"type":"start","title":"Start","variables":[]}},
            {"id":"gate","data":{"type":"test-gate","title":"Gate","pieces":["a","@draft"]}},
            {"id":"end","data":{"type":"end","title":"End","outputs":[]}}],
            "edges":[{"source":"start","target":"gate"},{"source":"gate","target":"end"}]}}""";
    private static ModelServer models;

    @Inject TestApps apps;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @Test
    void aStreamHoldsOneOfTheAppsPlacesUntilItEnds() {
        models.reset();
        TestApps.TestApp app = apps.of("chat", models);
        app.owner().request().body(Map.of("max_active_requests", 1)).put("/console/api/apps/" + app.id()).then().statusCode(200);
        models.reset();
        models.reply("/chat/completions", ModelReply.saying("One ", "moment").hangingAfter(1));
        try (EventStream first = EventStream.post(CHAT, app.key(), streamed("Hello"))) {
            String task = first.next().path("task_id").asText();
            try (EventStream second = EventStream.post(CHAT, app.key(), streamed("Hello"))) {
                assertEquals(429, second.status());
            }
            app.request().body(TestApps.blocking("Hello")).post(CHAT).then().statusCode(429)
                    .body("code", equalTo("too_many_requests"));
            app.request().body(Map.of("user", "u-1")).post(CHAT + "/" + task + "/stop").then().statusCode(200);
            first.all();
        }
        models.reset();
        models.reply("/chat/completions", ModelReply.saying("Here."));
        Eventually.isTrue("the place is free",
                () -> app.request().body(TestApps.blocking("Hello")).post(CHAT).statusCode() == 200);
    }

    @Test
    void theConsoleAndTheProtocolTakeTheSamePlaces() {
        models.reset();
        TestApps.TestApp app = apps.of("chat", models);
        String path = "/console/api/apps/" + app.id();
        app.owner().request().body(Map.of("name", "Bound", "max_active_requests", 1)).put(path).then().statusCode(200);
        String code = app.owner().request().body(Map.of("description", "Answers")).post(path + "/server").then().statusCode(201)
                .extract().path("server_code");
        models.reset();
        models.reply("/chat/completions", ModelReply.saying("One ", "moment").hangingAfter(1));
        String console = app.owner().accessToken();
        try (EventStream tried = EventStream.post(path + "/chat-messages", console, streamed("Hello"))) {
            String task = tried.next().path("task_id").asText();
            app.request().body(TestApps.blocking("Hello")).post(CHAT).then().statusCode(429)
                    .body("code", equalTo("too_many_requests"));
            try (EventStream second = EventStream.post(path + "/chat-messages", console, streamed("Hello"))) {
                assertEquals(429, second.status());
            }
            RestAssured.given().contentType(JSON).header("Accept", "application/json, text/event-stream")
                    .body(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params",
                            Map.of("name", "Bound", "arguments", Map.of("query", "Hello"))))
                    .post("/mcp/server/" + code + "/mcp").then().statusCode(200).body("result.isError", equalTo(true))
                    .body("result.content[0].text", startsWith("Too many requests"));
            app.owner().request().post(path + "/chat-messages/" + task + "/stop").then().statusCode(200);
            tried.all();
        }
    }

    @Test
    void aRunOfADraftTakesAPlaceToo() {
        models.reset();
        TestApps.TestApp app = apps.graph(apps.of("chat", models).owner(), "workflow");
        String path = "/console/api/apps/" + app.id();
        app.owner().request().body(Map.of("max_active_requests", 1)).put(path).then().statusCode(200);
        app.owner().request().body(WAITING_DRAFT).post(path + "/workflows/draft").then().statusCode(200);
        String run = path + "/workflows/draft/run";
        try (EventStream first = EventStream.post(run, app.owner().accessToken(), Map.of("inputs", Map.of()))) {
            first.next();
            app.owner().request().body(Map.of("inputs", Map.of())).post(run).then().statusCode(429)
                    .body("code", equalTo("too_many_requests"));
            GateNode.open("@draft");
            assertEquals("succeeded", first.all().getLast().path("data").path("status").asText());
        }
        Eventually.isTrue("the place is free",
                () -> app.owner().request().body(Map.of("inputs", Map.of())).post(run).statusCode() == 200);
    }

    @Test
    void everyAnswerShowsTheTightestLimit() {
        models.reset();
        TestApps.TestApp app = apps.of("chat", models);
        app.owner().request().body(Map.of("api_rpm", 3)).put("/console/api/apps/" + app.id()).then().statusCode(200);
        models.reset();
        models.reply("/chat/completions", ModelReply.saying("Here."));
        try (EventStream stream = EventStream.post(CHAT, app.key(), streamed("Hello"))) {
            assertEquals(List.of("3", "2"), List.of(stream.header("X-RateLimit-Limit"), stream.header("X-RateLimit-Remaining")));
            assertNotNull(stream.header("X-RateLimit-Reset"));
            stream.all();
        }
        app.request().get("/v1/parameters?user=u").then().statusCode(200).header("X-RateLimit-Remaining", "1");
        app.request().body(Map.of("user", "u")).post(CHAT).then().statusCode(400).header("X-RateLimit-Remaining", "0");
        app.request().get("/v1/parameters?user=u").then().statusCode(429).header("X-RateLimit-Remaining", "0")
                .header("Retry-After", org.hamcrest.Matchers.matchesPattern("[1-5]?\\d|60")).body("code",
                        equalTo("rate_limit_exceeded"));
    }

    @Test
    void aCallThatMeetsNoEndpointCountsAndIsToldWhatIsLeft() {
        models.reset();
        TestApps.TestApp app = apps.of("chat", models);
        app.owner().request().body(Map.of("api_rpm", 3)).put("/console/api/apps/" + app.id()).then().statusCode(200);
        app.request().get("/v1/nothing-here").then().statusCode(404).header("X-RateLimit-Remaining", "2").body("code",
                equalTo("not_found"));
        app.request().delete("/api/parameters").then().statusCode(405).header("X-RateLimit-Remaining", "1").body("code",
                equalTo("method_not_allowed"));
        app.request().get("/v1/conversations/none/messages?user=u").then().statusCode(404).header("X-RateLimit-Remaining", "0");
        app.request().get("/v1/nothing-here").then().statusCode(429).header("X-RateLimit-Limit", "3").body("code",
                equalTo("rate_limit_exceeded"));
        RestAssured.given().get("/v1/nothing-here").then().statusCode(404).header("X-RateLimit-Limit", nullValue());
    }
}
