package dev.difynative.api.console.keys;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.auth.keys.ApiKeyKind;
import dev.difynative.auth.keys.ApiKeyPrincipal;
import dev.difynative.auth.keys.ApiKeys;
import dev.difynative.auth.keys.Permission;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rival;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleKeyResourcesTest {
    private static final String WORKSPACE_KEYS = "/console/api/api-keys";
    private static final String DATASET_KEYS = "/console/api/datasets/api-keys";

    @Inject Members members;
    @Inject ApiKeys apiKeys;
    private Member owner;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        app = "/console/api/apps/"
                + owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
    }

    @Test
    void aKeyIsShownWholeOnceAndMaskedFromThenOn() {
        String token = owner.request().post(app + "/api-keys").then().statusCode(201)
                .body("type", equalTo("app")).body("token", matchesPattern("app-[A-Za-z0-9]{24}"))
                .body("last_used_at", nullValue()).extract().path("token");
        String masked = token.substring(0, 8) + "…" + token.substring(24);
        owner.request().get(app + "/api-keys").then().statusCode(200).body("data.token", contains(masked));
    }

    @Test
    void aKeyOpensItsAppUntilItIsDeleted() {
        var created = owner.request().post(app + "/api-keys").then().extract();
        String token = created.path("token");
        ApiKeyPrincipal principal = apiKeys.find(token).orElseThrow();
        assertEquals(ApiKeyKind.APP, principal.kind());
        assertTrue(app.endsWith(principal.appId().toString()));
        owner.request().delete(app + "/api-keys/" + created.path("id")).then().statusCode(200)
                .body("result", equalTo("success"));
        assertTrue(apiKeys.find(token).isEmpty());
    }

    @Test
    void theKeysOfADeletedAppOpenNothing() {
        String token = owner.request().post(app + "/api-keys").path("token");
        apiKeys.find(token).orElseThrow();
        owner.request().delete(app);
        assertTrue(apiKeys.find(token).isEmpty());
    }

    @Test
    void anAppHasTenKeysAtMostEvenWhenManyAreMadeAtOnce() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> owner.request().post(app + "/api-keys").statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(12, attempt)).stream().map(Future::resultNow).toList();
            assertEquals(10, Collections.frequency(statuses, 201));
        }
        owner.request().post(app + "/api-keys").then().statusCode(400).body("code", equalTo("max_keys_exceeded"));
    }

    @Test
    void ofManyWhoDeleteAKeyAtOnceOneIsToldThatItDid() throws Exception {
        String id = owner.request().post(app + "/api-keys").then().statusCode(201).extract().path("id");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> owner.request().delete(app + "/api-keys/" + id).statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(8, attempt)).stream().map(Future::resultNow).sorted()
                    .toList();
            assertEquals(List.of(200, 404, 404, 404, 404, 404, 404, 404), statuses);
        }
    }

    @Test
    void aKeyThatAnotherCallDeletesAtTheSameMomentIsNotFound() throws Exception {
        String id = owner.request().post(app + "/api-keys").then().statusCode(201).extract().path("id");
        Rival.writing("DELETE FROM api_keys WHERE id = ?::uuid", id)
                .overtakes(() -> owner.request().delete(app + "/api-keys/" + id))
                .then().statusCode(404).body("code", equalTo("not_found")).body("status", equalTo(404));
    }

    @Test
    void anAppThatIsDeletedWhileItGetsAKeyIsNotFound() throws Exception {
        Rival.writing("DELETE FROM apps WHERE tenant_id = ?", owner.tenantId())
                .overtakes(() -> owner.request().post(app + "/api-keys")).then().statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @Test
    void datasetKeysBelongToTheWorkspace() {
        String id = owner.request().post(DATASET_KEYS).then().statusCode(201).body("type", equalTo("dataset"))
                .body("token", matchesPattern("dataset-[A-Za-z0-9]{24}")).extract().path("id");
        owner.request().get(DATASET_KEYS).then().body("data.id", contains(id))
                .body("data[0].token", matchesPattern("dataset-\\w{4}…\\w{4}"));
        owner.request().get(app + "/api-keys").then().body("data", hasSize(0));
        owner.request().delete(DATASET_KEYS + "/" + id).then().statusCode(200);
        owner.request().get(DATASET_KEYS).then().body("data", hasSize(0));
    }

    @Test
    void aWorkspaceKeyIsLimitedToItsPermissions() {
        String token = owner.request().body(Map.of("name", "CI", "permissions", List.of("workflow", "chat")))
                .post(WORKSPACE_KEYS).then().statusCode(201)
                .body("name", equalTo("CI")).body("permissions", contains("chat", "workflow"))
                .body("token", matchesPattern("ws-[A-Za-z0-9]{24}")).extract().path("token");
        assertEquals(Set.of(Permission.CHAT, Permission.WORKFLOW), apiKeys.find(token).orElseThrow().permissions());
        owner.request().get(WORKSPACE_KEYS).then().body("data[0].permissions", contains("chat", "workflow"))
                .body("data[0].token", matchesPattern("ws-\\w{4}…\\w{4}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"permissions\": [\"chat\"]}|name",
            "{\"name\": \"CI\"}|permissions",
            "{\"name\": \"CI\", \"permissions\": []}|permissions",
            "{\"name\": \"CI\", \"permissions\": [\"everything\"]}|permissions"})
    void aWorkspaceKeyNeedsANameAndPermissions(String body, String field) {
        owner.request().body(body).post(WORKSPACE_KEYS).then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo(field));
    }

    @Test
    void oneKindOfKeyIsNotDeletedAsAnother() {
        String id = owner.request().post(DATASET_KEYS).path("id");
        owner.request().delete(app + "/api-keys/" + id).then().statusCode(404);
        owner.request().delete(WORKSPACE_KEYS + "/" + id).then().statusCode(404);
        owner.request().delete(DATASET_KEYS + "/" + id).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app-", "app-short", "sk-0123456789abcdefghijklmn", "app-0123456789abcdefghijklmn"})
    void whatWasNeverIssuedIsNobodysKey(String token) { assertTrue(apiKeys.find(token).isEmpty()); }
}
