package dev.difynative.api.management;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ManagementAppsTest {
    private static final String APPS = "/api/management/apps";

    @Inject Members members;
    private Member owner;
    private String token;

    @BeforeEach
    void makeAToken() {
        owner = members.owner();
        token = Members.token(owner);
    }

    @Test
    void anAppIsMadeWithItsKeyPair() {
        Response made = call().body(Map.of("name", "Support", "mode", "agent_chat")).post(APPS);
        made.then().statusCode(201);
        Golden.assertSame("management/app-created", made.asString());
        String id = made.path("id");
        Golden.assertSame("management/app", call().get(APPS + "/" + id).asString());
        owner.request().get("/console/api/apps/" + id).then().body("mode", equalTo("agent-chat"));
    }

    @Test
    void aNameIsTakenOnce() {
        app("Support", "chat");
        Response again = call().body(Map.of("name", "Support", "mode", "chat")).post(APPS);
        again.then().statusCode(409);
        Golden.assertSame("management/app-name-taken", again.asString());
        String other = app("Other", "chat");
        call().body(Map.of("name", "Support")).patch(APPS + "/" + other).then().statusCode(409);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        call().body(Map.of("mode", "chat")).post(APPS).then().statusCode(400)
                .body("error", equalTo("Parameter 'name' is required"));
        call().body(Map.of("name", "A")).post(APPS).then().statusCode(400).body("error", equalTo("Parameter 'mode' is required"));
        call().body(Map.of("name", "A", "mode", "agent-chat")).post(APPS).then().statusCode(400)
                .body("error_code", equalTo("invalid_param")).body("error", containsString("'mode'"));
        call().get(APPS + "?mode=advanced-chat").then().statusCode(400);
    }

    @Test
    void appsAreListedByPageOrCursorAndFiltered() {
        String first = app("Alpha", "chat");
        String second = app("Beta", "advanced_chat");
        String third = app("Gamma", "workflow");
        Golden.assertSame("management/apps", call().get(APPS + "?limit=2").asString());
        call().get(APPS + "?name=et").then().body("data.id", contains(second)).body("total", equalTo(1));
        call().get(APPS + "?mode=advanced_chat").then().body("data.mode", contains("advanced_chat"));
        call().get(APPS + "?last_id=&limit=2").then().body("data.id", contains(third, second)).body("has_more", equalTo(true))
                .body("$", not(org.hamcrest.Matchers.hasKey("total")));
        call().get(APPS + "?last_id=" + second).then().body("data.id", contains(first)).body("has_more", equalTo(false));
        call().get(APPS + "?limit=0").then().statusCode(400);
    }

    @Test
    void anAppIsChangedAndDeleted() {
        String app = APPS + "/" + app("Support", "completion");
        call().body(Map.of("name", "Helpdesk", "icon_background", "#000000", "description", "Helps")).patch(app)
                .then().statusCode(200).body("name", equalTo("Helpdesk")).body("icon_background", equalTo("#000000"))
                .body("description", equalTo("Helps")).body("mode", equalTo("completion"));
        call().delete(app).then().statusCode(200).body("result", equalTo("success"));
        call().get(app).then().statusCode(404).body("error_code", equalTo("not_found"));
        call().get(APPS + "/none").then().statusCode(404);
    }

    @Test
    void thePairCanBeShownAgainAndIsStoredEncrypted() {
        Response made = call().body(Map.of("name", "Support", "mode", "chat")).post(APPS);
        String pair = APPS + "/" + made.path("id") + "/api-keys";
        Response shown = call().get(pair);
        shown.then().body("api_key", equalTo(made.path("api_key"))).body("api_secret", equalTo(made.path("api_secret")));
        Golden.assertSame("management/app-api-keys", shown.asString());
        String stored = Rows.text("select string_agg(k::text, ' ') from api_keys k where app_id = ?",
                UUID.fromString(made.path("id")));
        assertEquals(false, stored.contains(((String) made.path("api_secret")).substring(7)), stored);
    }

    @Test
    void anAppThatWasMadeInTheConsoleHasAPairToo() {
        String id = owner.request().body(Map.of("name", "By hand", "mode", "chat")).post("/console/api/apps").path("id");
        Response shown = call().get(APPS + "/" + id + "/api-keys");
        shown.then().statusCode(200).body("api_key", notNullValue());
        call().get(APPS + "/" + id + "/api-keys").then().body("api_secret", equalTo(shown.path("api_secret")));
        owner.request().get("/console/api/apps/" + id + "/api-keys").then().body("data", hasSize(0));
    }

    @Test
    void aResetPutsAnotherKeyInThePlaceOfTheOldOne() {
        Response made = call().body(Map.of("name", "Support", "mode", "chat")).post(APPS);
        String pair = APPS + "/" + made.path("id") + "/api-keys";
        String secret = made.path("api_secret");
        Members.manage(secret).get("/v1/parameters").then().statusCode(200);
        Response reset = call().body(Map.of("type", "api_secret")).post(pair + "/reset");
        reset.then().statusCode(200);
        Golden.assertSame("management/app-api-secret-reset", reset.asString());
        Members.manage(secret).get("/v1/parameters").then().statusCode(401);
        Members.manage(reset.path("api_secret")).get("/v1/parameters").then().statusCode(200);
        call().get(pair).then().body("api_key", equalTo(made.path("api_key")));
        call().body(Map.of("type", "password")).post(pair + "/reset").then().statusCode(400);
        call().body(Map.of()).post(pair + "/reset").then().statusCode(400);
    }

    @Test
    void theKeyForFrontEndsMakesChatCompletionAndWorkflowCallsOnly() {
        Response made = call().body(Map.of("name", "Support", "mode", "chat")).post(APPS);
        String front = made.path("api_key");
        Map<String, Object> question = Map.of("query", "Hi", "user", "u", "inputs", Map.of());
        Members.manage(front).body(question).post("/v1/chat-messages").then().statusCode(200).body("answer", notNullValue());
        Members.manage(front).body(question).post("/v1/completion-messages").then().body("code", not(equalTo("access_denied")));
        Members.manage(front).body(Map.of("user", "u")).post("/v1/chat-messages/" + UUID.randomUUID() + "/stop").then()
                .statusCode(200);
        for (String path : List.of("/v1/parameters", "/v1/conversations?user=u", "/v1/info", "/api/messages?user=u",
                "/v1/workflows/logs")) {
            Members.manage(front).get(path).then().statusCode(403).body("code", equalTo("access_denied"));
        }
        Members.manage(front).get("/v1/datasets").then().statusCode(401);
        Members.manage(made.path("api_secret")).get("/v1/conversations?user=u").then().statusCode(200);
    }

    @Test
    void thePairOfADeletedAppOpensNothing() {
        Response made = call().body(Map.of("name", "Support", "mode", "chat")).post(APPS);
        Members.manage(made.path("api_secret")).get("/v1/info").then().statusCode(200);
        call().delete(APPS + "/" + made.path("id")).then().statusCode(200);
        Members.manage(made.path("api_secret")).get("/v1/info").then().statusCode(401);
    }

    @Test
    void theRoleOfTheOwnerDecidesWhatATokenMayDo() {
        String app = APPS + "/" + app("Support", "chat");
        String normal = Members.token(members.join(owner.tenantId(), Role.NORMAL));
        String editor = Members.token(members.join(owner.tenantId(), Role.EDITOR));
        String admin = Members.token(members.join(owner.tenantId(), Role.ADMIN));
        Members.manage(normal).get(app).then().statusCode(200);
        Response refused = Members.manage(normal).body(Map.of("name", "Mine", "mode", "chat")).post(APPS);
        refused.then().statusCode(403).body("error_code", equalTo("forbidden"));
        Members.manage(normal).get(app + "/export").then().statusCode(403);
        Members.manage(editor).body(Map.of("name", "Mine", "mode", "chat")).post(APPS).then().statusCode(201);
        Members.manage(editor).get(app + "/api-keys").then().statusCode(403);
        Members.manage(admin).get(app + "/api-keys").then().statusCode(200);
    }

    @Test
    void theAppsOfAnotherWorkspaceDoNotExist() {
        String app = APPS + "/" + app("Support", "chat");
        String stranger = Members.token(members.owner());
        Members.manage(stranger).get(APPS).then().body("total", equalTo(0));
        for (Response response : List.of(Members.manage(stranger).get(app),
                Members.manage(stranger).body(Map.of("name", "X")).patch(app), Members.manage(stranger).delete(app),
                Members.manage(stranger).get(app + "/api-keys"),
                Members.manage(stranger).body(Map.of("type", "api_key")).post(app + "/api-keys/reset"),
                Members.manage(stranger).get(app + "/export"))) {
            response.then().statusCode(404).body("error_code", equalTo("not_found"));
        }
    }

    @Test
    void anAppGoesOutAsAFileAndComesBack() {
        String yaml = call().get(APPS + "/" + app("Support", "agent_chat") + "/export").then().statusCode(200)
                .body("data", containsString("mode: agent-chat")).extract().path("data");
        Response back = call().body(Map.of("mode", "yaml-content", "yaml_content", yaml)).post(APPS + "/imports");
        back.then().statusCode(200).body("app_mode", equalTo("agent_chat"));
        call().get(APPS + "/" + back.path("app_id")).then().body("name", equalTo("Support (2)"));
        Response foreign = call().body(Map.of("mode", "yaml-content", "yaml_content", yaml.replaceAll("version: .*",
                "version: 99.0.0"))).post(APPS + "/imports");
        foreign.then().statusCode(202).body("status", equalTo("pending"));
        call().post(APPS + "/imports/" + foreign.path("id") + "/confirm").then().statusCode(200).body("app_id", notNullValue());
        call().body(Map.of("mode", "yaml-content", "yaml_content", "none: of it")).post(APPS + "/imports")
                .then().statusCode(400).body("error_code", equalTo("invalid_param"));
    }

    @Test
    void aGraphIsSavedAndPublished() {
        String workflow = APPS + "/" + app("Flow", "workflow") + "/workflows";
        call().get(workflow + "/draft").then().statusCode(404).body("error_code", equalTo("not_found"));
        call().body("""
                {"force": true, "graph": {"nodes": [
                    {"id": "s", "data": {"type": "start", "title": "Start", "variables": []}, "position": {"x": 0, "y": 0}},
                    {"id": "e", "data": {"type": "end", "title": "End", "outputs": []}, "position": {"x": 300, "y": 0}}],
                  "edges": [{"id": "a", "source": "s", "target": "e"}]}}""").post(workflow + "/draft").then().statusCode(200)
                .body("result", equalTo("success"));
        call().get(workflow + "/draft").then().statusCode(200).body("graph.nodes.id", contains("s", "e"));
        call().post(workflow + "/publish").then().statusCode(200).body("version", equalTo("v1.0.0"));
        call().body("{\"graph\": {\"nodes\": [], \"edges\": []}}").post(workflow + "/draft").then().statusCode(400)
                .body("error_code", equalTo("invalid_param"));
    }

    @Test
    void modelsAndProvidersAreListed() {
        call().get("/api/management/model-providers").then().statusCode(200)
                .body("data.find { it.provider == 'builtin' }.is_configured", equalTo(true))
                .body("data.find { it.provider == 'openai' }.is_configured", equalTo(false))
                .body("data.find { it.provider == 'openai' }.provider_name", equalTo("OpenAI"));
        call().get("/api/management/models").then().statusCode(200).body("data.provider.unique()", contains("builtin"))
                .body("data.find { it.model_type == 'llm' }.parameter_rules", notNullValue());
        call().body(Map.of()).post("/api/management/model-providers/openai/credentials").then().statusCode(400)
                .body("error", equalTo("Parameter 'credentials' is required"));
        Members.manage(Members.token(members.join(owner.tenantId(), Role.EDITOR))).body(Map.of("credentials", Map.of()))
                .post("/api/management/model-providers/openai/credentials").then().statusCode(403);
    }

    @Test
    void credentialsOfAProviderAreTriedBeforeTheyAreKept() {
        try (ModelServer models = ModelServer.start()) {
            models.reply("/models", ModelReply.transcript("openai/error-401.txt"), ModelReply.USUAL);
            Map<String, Object> body = Map.of("credentials",
                    Map.of("openai_api_key", "sk-test", "openai_api_base", models.url()));
            String path = "/api/management/model-providers/openai/credentials";
            call().body(body).post(path).then().statusCode(400).body("error_code", equalTo("invalid_param"));
            call().body(body).post(path).then().statusCode(201).body("result", equalTo("success"));
        }
        call().get("/api/management/model-providers").then()
                .body("data.find { it.provider == 'openai' }.is_configured", equalTo(true));
    }

    private RequestSpecification call() { return Members.manage(token); }

    private String app(String name, String mode) {
        return call().body(Map.of("name", name, "mode", mode)).post(APPS).then().statusCode(201).extract().path("id");
    }
}
