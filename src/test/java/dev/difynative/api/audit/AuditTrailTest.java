package dev.difynative.api.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class AuditTrailTest {
    private static final String CURRENT = "/console/api/workspaces/current";
    private static final String CONSOLE_LOG = CURRENT + "/audit-logs";
    private static final String LOG = "/api/management/audit-logs";
    private static final String USAGE = "/api/management/usage";

    @Inject Members members;
    private Member owner;
    private String token;

    @BeforeEach
    void makeAToken() {
        owner = members.owner();
        token = Members.token(owner);
    }

    @Test
    void itIsWrittenDownWhoDidWhatAndFromWhere() {
        String app = owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
        owner.request().body(Map.of("name", "Renamed")).post("/console/api/apps/" + app + "/name");
        owner.request().get("/console/api/apps/" + app);
        owner.request().delete("/console/api/apps/" + UUID.randomUUID()).then().statusCode(404);
        call().delete("/api/management/apps/" + app).then().statusCode(200);
        owner.request().get(CONSOLE_LOG).then().statusCode(200)
                .body("data.action", contains("app.delete", "app_settings.rename", "app.create", "api_token.issue"))
                .body("data.surface", contains("management", "console", "console", "console"))
                .body("data[0].token_id", notNullValue()).body("data[1].token_id", nullValue())
                .body("data[0..2].target_id", everyItem(equalTo(app)))
                .body("data.account_email", everyItem(equalTo(owner.email())))
                .body("data.ip_address", everyItem(equalTo("127.0.0.1")))
                .body("data[0].path", equalTo("/api/management/apps/" + app)).body("data[0].method", equalTo("DELETE"))
                .body("total", equalTo(4));
    }

    @Test
    void eachEntrySaysWhatItIsAbout() {
        owner.request().body(Map.of("emails", List.of("a@example.com", "nonsense", "b@example.com"), "role", "normal"))
                .post(CURRENT + "/members/invite-email").then().statusCode(201);
        isNoted("member.invite", "a@example.com, b@example.com");
        String tag = owner.request().body(Map.of("name", "Law", "type", "app")).post("/console/api/tags").path("id");
        isNoted("tag.create", tag);
        owner.request().body(Map.of("plugin_unique_identifier", "langgenius/localai")).post(CURRENT + "/plugins/install").then()
                .statusCode(200);
        isNoted("plugin.install", "langgenius/localai");
        String installation = owner.request().get(CURRENT + "/plugins/installed").path("plugins[0].install_id");
        owner.request().body(Map.of("install_id", installation)).post(CURRENT + "/plugins/uninstall").then().statusCode(200);
        isNoted("plugin.uninstall", "langgenius/localai");
        Map<String, Object> tools = Map.of("provider", "pets", "schema_type", "openapi", "credentials",
                Map.of("auth_type", "none"), "icon", Map.of(), "schema", """
                        {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"},
                         "servers": [{"url": "http://localhost/"}], "paths": {"/pets": {"get": {"operationId": "list"}}}}""");
        owner.request().body(tools).post(CURRENT + "/tool-provider/api/add").then().statusCode(200);
        isNoted("api_tool.add", "pets");
        owner.request().body(Map.of("model_settings", List.of(Map.of("model_type", "llm", "provider", "builtin", "model",
                "builtin-extractive"), Map.of("model_type", "rerank")))).post(CURRENT + "/default-model").then().statusCode(200);
        isNoted("default_model.choose", "llm builtin/builtin-extractive");
    }

    @Test
    void anImportIsAboutTheAppThatItMakes() {
        String app = owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
        String file = call().get("/api/management/apps/" + app + "/export").path("data");
        Map<String, String> wanted = Map.of("mode", "yaml-content", "yaml_content", file);
        isNoted("app_file.start", call().body(wanted).post("/api/management/apps/imports").then().statusCode(200).extract()
                .path("app_id"));
        isNoted("app_import.start", owner.request().body(wanted).post("/console/api/apps/imports").then().statusCode(200)
                .extract().path("app_id"));
    }

    @Test
    void whoComesInByAnInvitationIsWrittenDownInTheWorkspaceOfTheInvitation() {
        Member elsewhere = members.owner();
        String url = call().body(Map.of("email", elsewhere.email(), "role", "editor")).post("/api/management/members").then()
                .statusCode(201).extract().path("url");
        RestAssured.given().contentType(ContentType.JSON).body(Map.of("token", url.substring(url.indexOf("token=") + 6)))
                .post("/console/api/activate").then().statusCode(200);
        isNoted("activation.activate", elsewhere.accountId().toString());
        owner.request().get(CONSOLE_LOG).then().body("data[0].account_id", equalTo(elsewhere.accountId().toString()))
                .body("data[0].account_email", equalTo(elsewhere.email())).body("data[0].token_id", nullValue())
                .body("data[0].ip_address", equalTo("127.0.0.1"));
        elsewhere.request().get(CONSOLE_LOG).then().body("total", equalTo(0));
    }

    @Test
    void lookingAtAKeyPairIsWrittenDownAndTryingOutIsNot() {
        String app = call().body(Map.of("name", "App", "mode", "chat")).post("/api/management/apps").path("id");
        call().get("/api/management/apps/" + app + "/api-keys").then().statusCode(200);
        call().body(Map.of("type", "api_key")).post("/api/management/apps/" + app + "/api-keys/reset").then().statusCode(200);
        owner.request().body(Map.of("model_settings", List.of())).post("/console/api/workspaces/current/model-providers/openai/"
                + "credentials/validate");
        call().get(LOG).then().statusCode(200).body("data.action",
                contains("app_key.reset", "app_key.get", "app.create", "api_token.issue"))
                .body("data[1].target_id", equalTo(app));
    }

    @Test
    void theLogIsFilteredReadByCursorAndSavedAsATable() {
        for (String name : List.of("a", "b", "c")) {
            call().body(Map.of("name", name, "mode", "chat")).post("/api/management/apps").then().statusCode(201);
        }
        call().get(LOG + "?action=app.create").then().body("total", equalTo(3));
        call().get(LOG + "?to=1000000000").then().body("total", equalTo(0));
        call().get(LOG + "?account_id=" + UUID.randomUUID()).then().body("total", equalTo(0));
        call().get(LOG + "?account_id=me").then().statusCode(400);
        Response first = call().get(LOG + "?last_id=&limit=3");
        call().get(LOG + "?limit=3&last_id=" + first.path("data[2].id")).then().body("data", hasSize(1))
                .body("has_more", equalTo(false));
        String table = call().get(LOG + "/export").then().statusCode(200).contentType(startsWith("text/csv"))
                .header("Content-Disposition", "attachment; filename=\"audit-log.csv\"").extract().asString();
        assertEquals(5, table.lines().count(), table);
        assertEquals("time,account,account_id,token_id,surface,action,method,path,target_id,ip_address",
                table.lines().findFirst().orElseThrow());
        owner.request().get(CONSOLE_LOG + "/export?action=app.create").then().statusCode(200)
                .contentType(startsWith("text/csv"));
    }

    @Test
    void onlyAdminsOfTheWorkspaceReadIt() {
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        editor.request().get(CONSOLE_LOG).then().statusCode(403);
        Members.manage(Members.token(editor)).get(LOG).then().statusCode(403);
        members.owner().request().get(CONSOLE_LOG).then().body("total", equalTo(0));
    }

    @Test
    void usageIsSummedUpByAppModelEndUserAndDay() {
        UUID app = UUID
                .fromString(owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id"));
        UUID user = endUser(app, "abc-123");
        answered(app, user, 10, 20, "0.001", "2026-01-05");
        answered(app, user, 1, 2, "0.002", "2026-01-06");
        answered(app, null, 100, 200, "0.004", "2026-01-06");
        String span = "?from=1767225600&to=1769904000&group_by=";
        call().get(USAGE + span + "day").then().statusCode(200).body("data.key", contains("2026-01-05", "2026-01-06"))
                .body("data.requests", contains(1, 2)).body("data.tokens_in", contains(10, 101))
                .body("data.tokens_out", contains(20, 202)).body("data.currency", everyItem(equalTo("USD")));
        Response byApp = call().get(USAGE + span + "app");
        byApp.then().body("data.key", contains(app.toString())).body("data.requests", contains(3));
        assertEquals(0, new BigDecimal("0.007").compareTo(new BigDecimal((String) byApp.path("data[0].price"))));
        call().get(USAGE + span + "model").then().body("data.key", contains("openai/gpt-4o-mini"));
        call().get(USAGE + span + "end_user").then().body("data.key", contains("", "abc-123"));
        String table = call().get(USAGE + "/export" + span + "day").then().statusCode(200).contentType(startsWith("text/csv"))
                .extract().asString();
        assertEquals("day,requests,tokens_in,tokens_out,price,currency", table.lines().findFirst().orElseThrow());
        assertEquals(3, table.lines().count());
        call().get(USAGE + "?group_by=mood").then().statusCode(400);
        call().get(USAGE + "?from=5&to=4").then().statusCode(400);
        Members.manage(Members.token(members.owner())).get(USAGE + span + "app").then().body("data", hasSize(0));
    }

    private void isNoted(String action, String target) {
        owner.request().get(CONSOLE_LOG).then().body("data[0].action", equalTo(action))
                .body("data[0].target_id", equalTo(target));
    }

    private RequestSpecification call() { return Members.manage(token); }

    private UUID endUser(UUID app, String name) {
        UUID id = UUID.randomUUID();
        Rows.insert("""
                insert into end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
                values (?, ?, ?, 'service_api', ?, false, now())""", id, owner.tenantId(), app, name);
        return id;
    }

    private void answered(UUID app, UUID user, int in, int out, String price, String day) {
        Rows.insert("""
                insert into usage_entries (tenant_id, app_id, end_user_id, model, day, currency, requests, tokens_in, tokens_out, price)
                values (?, ?, ?, 'openai/gpt-4o-mini', ?::date, 'USD', 1, ?, ?, ?::numeric)""", owner.tenantId(), app, user, day,
                in, out, price);
    }
}
