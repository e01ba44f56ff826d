package dev.difynative.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class OperationsTest {
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void theProbesAnswerWithoutLogin(String probe) {
        when().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void readinessNamesTheDatabase() {
        when().get("/q/health/ready").then()
                .body("checks.find { it.name == 'database' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'work' }.status", equalTo("UP"));
    }

    @Test
    void anIdOfTheClientIsEchoedAndAnyOtherRequestGetsOne() {
        given().header("X-Request-Id", "order-4711").get("/console/api/nothing")
                .then().header("X-Request-Id", equalTo("order-4711"));
        given().header("X-Request-Id", "a \"quoted\" one").get("/console/api/nothing")
                .then().header("X-Request-Id", matchesPattern(UUID_FORM));
        when().get("/console/api/nothing").then().header("X-Request-Id", matchesPattern(UUID_FORM));
    }

    @Test
    void metricsKnowSurfacesAndNoPathThatAClientMadeUp() {
        when().get("/console/api/made-up-4711");
        when().get("/q/metrics").then().statusCode(200)
                .body(containsString("dify_http_requests_seconds_count{kind=\"call\",method=\"any\",route=\"unmatched\","
                        + "status=\"4xx\",surface=\"console\"}"))
                .body(containsString("dify_http_latency_seconds{surface=\"console\",quantile=\"0.99\"}"))
                .body(containsString("dify_streams_open"))
                .body(not(containsString("made-up-4711")));
    }

    @Test
    void callsAreCountedByTheirRoute() {
        given().contentType("application/json").body("{}").post("/v1/chat-messages/made-up-by-a-client/stop").then()
                .statusCode(401);
        when().get("/q/metrics").then()
                .body(containsString("route=\"/api/chat-messages/{task_id}/stop\",status=\"4xx\",surface=\"public\""))
                .body(not(containsString("made-up-by-a-client")));
    }

    @Test
    void swaggerUiOffersTheThreeDocuments() {
        when().get("/q/swagger-ui/").then().statusCode(200)
                .body(containsString("/console/api/spec/swagger.json"))
                .body(containsString("/api/spec/openapi.json"))
                .body(containsString("/api/management/spec/openapi.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"email\":\"nobody@example.com\",\"password\":\"wrong\"}"})
    void aBodyWithoutATypeIsTakenForJson(String body) throws Exception {
        HttpRequest untyped = HttpRequest
                .newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/console/api/login"))
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(untyped, BodyHandlers.discarding()).statusCode();
            assertEquals(body.isEmpty() ? 400 : 401, status);
        }
    }
}
