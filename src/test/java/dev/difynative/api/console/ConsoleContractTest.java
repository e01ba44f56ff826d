package dev.difynative.api.console;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** The console's answers, whole: what clients rely on changes only when a file under contract/console does. */
@QuarkusTest
class ConsoleContractTest {
    @Inject Members members;
    @Inject EntityManager database;
    private Member owner;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("update tenants set name = 'Acme' where id = ?1").setParameter(1, owner.tenantId())
                    .executeUpdate();
            database.createNativeQuery("update accounts set email = ?2, name = 'Ada' where id = ?1")
                    .setParameter(1, owner.accountId()).setParameter(2, owner.accountId() + "@example.com").executeUpdate();
        });
        app = "/console/api/apps/" + post("/console/api/apps", Map.of("name", "Support", "mode", "chat")).path("id");
    }

    @Test
    void signIn() {
        Map<String, Object> body = Map.of("email", owner.accountId() + "@example.com", "password", Members.PASSWORD);
        check("login", given().contentType(ContentType.JSON).body(body).post("/console/api/login"), 200);
        check("logout", owner.request().post("/console/api/logout"), 200);
        check("unauthorized", owner.request().get("/console/api/apps"), 401);
    }

    @Test
    void aTextThatCannotBeStoredIsABadValue() {
        String nul = "{\"name\": \"a\\u0000b\", \"mode\": \"chat\", \"email\": \"a\\u0000@example.com\", \"password\": \"x\"}";
        for (String path : List.of("/console/api/login", "/console/api/apps")) {
            owner.request().contentType(ContentType.JSON).body(nul).post(path).then().statusCode(400);
        }
        owner.request().queryParam("name", "\0").get("/console/api/apps").then().statusCode(400);
    }

    @Test
    void aTextThatIsTooLongToReadIsTooLarge() {
        owner.request().body("{\"name\":\"" + "x".repeat(21_000_000) + "\"}").post("/console/api/apps").then().statusCode(413);
    }

    @Test
    void accountAndWorkspace() {
        check("account-profile", get("/console/api/account/profile"), 200);
        check("workspaces", get("/console/api/workspaces"), 200);
        check("workspace-current", get("/console/api/workspaces/current"), 200);
    }

    @Test
    void apps() {
        check("app-created", post("/console/api/apps", Map.of("name", "Other", "mode", "agent-chat", "description", "Helps")),
                201);
        owner.request().body("{\"pre_prompt\": \"Be brief.\"}").post(app + "/model-config");
        check("app", get(app), 200);
        check("apps", get("/console/api/apps?limit=1&page=2"), 200);
        check("app-site", post(app + "/site", Map.of("title", "Help")), 200);
        check("app-deleted", owner.request().delete(app), 200);
        check("app-not-found", get(app), 404);
    }

    @Test
    void faultsOfAnApp() {
        check("app-name-taken", post("/console/api/apps", Map.of("name", "Support", "mode", "chat")), 400);
        check("app-name-too-long", post("/console/api/apps", Map.of("name", "x".repeat(41), "mode", "chat")), 400);
        check("app-mode-unknown", post("/console/api/apps", Map.of("name", "x", "mode", "chatty")), 400);
        check("apps-limit-out-of-range", get("/console/api/apps?limit=101"), 400);
        check("body-broken", owner.request().body("{\"name\"").post("/console/api/apps"), 400);
        check("method-not-allowed", owner.request().patch(app), 405);
        check("path-unknown", get("/console/api/nothing"), 404);
    }

    @Test
    void keys() {
        check("app-key-created", post(app + "/api-keys", Map.of()), 201);
        check("app-keys", get(app + "/api-keys"), 200);
        check("workspace-key-created", post("/console/api/api-keys", Map.of("name", "CI", "permissions", List.of("chat"))), 201);
        check("workspace-keys", get("/console/api/api-keys"), 200);
        check("dataset-key-created", post("/console/api/datasets/api-keys", Map.of()), 201);
    }

    private Response get(String path) { return owner.request().get(path); }

    private Response post(String path, Map<String, Object> body) { return owner.request().body(body).post(path); }

    private static void check(String file, Response response, int status) {
        response.then().statusCode(status);
        Golden.assertSame("console/" + file, response.asString());
    }
}
