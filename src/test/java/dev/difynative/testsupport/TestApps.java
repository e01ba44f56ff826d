package dev.difynative.testsupport;

import static io.restassured.http.ContentType.JSON;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Makes apps over the Console API that answer through a {@link ModelServer}. */
@Singleton
public class TestApps {
    private final Members members;

    TestApps(Members members) { this.members = members; }

    /** An app with its key, and the person who owns it. */
    public record TestApp(Members.Member owner, String id, String key) {

        /** A call of the public API with the app's key. */
        public RequestSpecification request() {
            return RestAssured.given().header("Authorization", "Bearer " + key).contentType(JSON);
        }

        /** Saves another configuration: these keys on top of the model. */
        public void configure(Map<String, Object> config) {
            Map<String, Object> whole = new HashMap<>(Map.of("model", MODEL));
            whole.putAll(config);
            owner.request().body(whole).post("/console/api/apps/" + id + "/model-config").then().statusCode(200);
        }
    }

    private static final Map<String, Object> MODEL = Map.of("provider", "openai", "name", "gpt-4o-mini", "mode", "chat",
            "completion_params", Map.of("temperature", 0.5));

    /** An app in a workspace of its own. */
    public TestApp of(String mode, ModelServer models) {
        Members.Member owner = members.owner();
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", "sk-test", "openai_api_base", models.url())))
                .post("/console/api/workspaces/current/model-providers/openai/credentials").then().statusCode(201);
        return more(owner, mode);
    }

    /** Another app in the same workspace. */
    public TestApp more(Members.Member owner, String mode) {
        String id = owner.request().body(Map.of("name", mode + " " + System.nanoTime(), "mode", mode))
                .post("/console/api/apps").then().statusCode(201).extract().path("id");
        String key = owner.request().post("/console/api/apps/" + id + "/api-keys").then().statusCode(201).extract().path("token");
        TestApp app = new TestApp(owner, id, key);
        app.configure(Map.of());
        return app;
    }

    /** An app that is ruled by a graph, in the same workspace. */
    public TestApp graph(Members.Member owner, String mode) {
        String id = owner.request().body(Map.of("name", mode + " " + System.nanoTime(), "mode", mode))
                .post("/console/api/apps").then().statusCode(201).extract().path("id");
        String key = owner.request().post("/console/api/apps/" + id + "/api-keys").then().statusCode(201).extract().path("token");
        return new TestApp(owner, id, key);
    }

    /** The body of a streamed question. */
    public static Map<String, Object> streamed(String query) {
        return question(query, "streaming");
    }

    public static Map<String, Object> blocking(String query) { return question(query, "blocking"); }

    private static Map<String, Object> question(String query, String mode) {
        return Map.of("inputs", Map.of(), "query", query, "response_mode", mode, "user", "u-1", "auto_generate_name", false,
                "files", List.of());
    }
}
