package dev.difynative.api.console.apps;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ConsoleAppAccessResourceTest {
    private static final String DRAFT = """
            {"graph":{"nodes":[{"id":"start","data":{"type":"start","title":"Start","variables":[]}},
            {"id":"end","data":{"type":"end","title":"End","outputs":[]}}],"edges":[{"source":"start","target":"end"}]}}""";

    @Inject Members members;
    @Inject Memberships memberships;
    private Member owner;
    private Member maker;
    private Member other;
    private Member admin;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        maker = members.join(owner.tenantId(), Role.EDITOR);
        other = members.join(owner.tenantId(), Role.EDITOR);
        admin = members.join(owner.tenantId(), Role.ADMIN);
        app = "/console/api/apps/"
                + maker.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
    }

    @Test
    void anAppIsForEveryoneAtFirst() {
        other.request().get(app + "/access").then().statusCode(200).body("permission", equalTo("all_team_members"))
                .body("members", hasSize(0));
        sees(other, true);
    }

    @Test
    void anAppCanBeForItsMakerOnly() {
        set(Map.of("permission", "only_me"));
        sees(maker, true);
        sees(owner, true);
        sees(other, false);
        sees(admin, false);
        other.request().body(Map.of("name", "Mine")).put(app).then().statusCode(404);
        other.request().delete(app).then().statusCode(404);
        other.request().post(app + "/api-keys").then().statusCode(404);
        other.request().body(Map.of("permission", "all_team_members")).put(app + "/access").then().statusCode(404);
        other.request().get(app + "/export").then().statusCode(404);
    }

    @Test
    void anAppCanBeForChosenMembers() {
        set(Map.of("permission", "partial_members", "members", List.of(other.accountId())));
        maker.request().get(app + "/access").then().body("members", contains(other.accountId().toString()));
        sees(other, true);
        sees(admin, false);
        set(Map.of("permission", "all_team_members"));
        sees(admin, true);
    }

    @Test
    void aHiddenAppIsHiddenFromCallsWhosePathDoesNotNameIt() {
        String id = app.substring(app.lastIndexOf('/') + 1);
        String dataset = owner.request()
                .body(Map.of("name", "Facts", "indexing_technique", "economy", "permission", "all_team_members"))
                .post("/console/api/datasets").path("id");
        Rows.insert("INSERT INTO app_datasets (app_id, dataset_id, tenant_id) VALUES (?, ?, ?)", UUID.fromString(id),
                UUID.fromString(dataset), owner.tenantId());
        String related = "/console/api/datasets/" + dataset + "/related-apps";
        set(Map.of("permission", "partial_members", "members", List.of(other.accountId())));
        for (Member seeing : List.of(owner, maker, other)) {
            seeing.request().get(related).then().body("data.id", contains(id));
        }
        admin.request().get(related).then().body("total", equalTo(0));
        String tag = admin.request().body(Map.of("name", "Tag", "type", "app")).post("/console/api/tags").path("id");
        Map<String, Object> binding = Map.of("tag_ids", List.of(tag), "target_id", id, "type", "app");
        admin.request().body(binding).post("/console/api/tag-bindings/create").then().statusCode(404);
        other.request().body(binding).post("/console/api/tag-bindings/create").then().statusCode(200);
        String tools = "/console/api/workspaces/current/tool-provider/workflow";
        admin.request().body(Map.of("workflow_app_id", id, "name", "tool", "label", "Tool", "description", ""))
                .post(tools + "/create")
                .then().statusCode(404).body("message", equalTo("App not found"));
        admin.request().get(tools + "/get?workflow_app_id=" + id).then().statusCode(404).body("message",
                equalTo("App not found"));
    }

    @Test
    void theRunsOfAHiddenAppAreHidden() {
        String workflow = maker.request().body(Map.of("name", "Flow", "mode", "workflow")).post("/console/api/apps").path("id");
        maker.request().body(DRAFT).post("/console/api/apps/" + workflow + "/workflows/draft").then().statusCode(200);
        String run;
        try (EventStream stream = EventStream.post("/console/api/apps/" + workflow + "/workflows/draft/run",
                maker.accessToken(), Map.of("inputs", Map.of()))) {
            run = stream.all().getLast().path("workflow_run_id").asText();
        }
        for (String part : List.of("/pause-details", "/events")) {
            other.request().get("/console/api/workflow/" + run + part).then().statusCode(200);
        }
        maker.request().body(Map.of("permission", "only_me")).put("/console/api/apps/" + workflow + "/access").then()
                .statusCode(200);
        for (String part : List.of("/pause-details", "/events")) {
            maker.request().get("/console/api/workflow/" + run + part).then().statusCode(200);
            other.request().get("/console/api/workflow/" + run + part).then().statusCode(404);
        }
    }

    @Test
    void ofManyAppsEachMemberIsToldHowManyTheMemberSees() {
        Rows.insert("""
                INSERT INTO apps (id, tenant_id, name, mode, description, icon_type, icon, icon_background,
                    use_icon_as_answer_icon, enable_site, enable_api, api_rpm, api_rph, max_active_requests, is_demo,
                    access, created_at, updated_at)
                SELECT gen_random_uuid(), ?, 'App ' || i, 'chat', '', 'emoji', 'x', '#FFEAD5', false, true, true, 0, 0, 0, false,
                    CASE WHEN i = 1 THEN 'only_me' ELSE 'all_team_members' END, now() - i * interval '1 minute', now()
                FROM generate_series(1, 10000) i""", owner.tenantId());
        set(Map.of("permission", "partial_members", "members", List.of(other.accountId())));
        total(owner, 10_001);
        total(maker, 10_000);
        total(other, 10_000);
        total(admin, 9_999);
        admin.request().get("/console/api/apps?limit=1").then().body("data.name", contains("App 2"));
        admin.request().get("/console/api/apps?limit=9&page=1111").then().body("data", hasSize(9))
                .body("data[8].name", equalTo("App 10000"));
        other.request().get("/console/api/apps?limit=1&page=10000").then().body("data.name", contains("App 10000"));
        admin.request().get("/console/api/apps?limit=1&name=app 1000").then().body("total", equalTo(2));
    }

    private static void total(Member member, int total) {
        member.request().get("/console/api/apps?limit=1").then().statusCode(200).body("total", equalTo(total));
    }

    @Test
    void scriptsSeeWhatTheirOwnersSee() {
        String token = Members.token(other);
        String managed = app.replace("/console/api/", "/api/management/");
        Members.manage(token).get(managed).then().statusCode(200);
        set(Map.of("permission", "only_me"));
        Members.manage(token).get(managed).then().statusCode(404).body("error_code", equalTo("not_found"));
        Members.manage(token).get("/api/management/apps").then().body("total", equalTo(0));
        Members.manage(token).get("/api/management/apps?last_id=").then().body("data", hasSize(0));
        Members.manage(token).body(Map.of("mode", "yaml-content", "yaml_content", "app: {}", "app_id",
                managed.substring(managed.lastIndexOf('/') + 1))).post("/api/management/apps/imports").then().statusCode(404);
    }

    @Test
    void keysOfTheAppGoOnToWork() {
        String key = maker.request().post(app + "/api-keys").path("token");
        set(Map.of("permission", "only_me"));
        Members.manage(key).get("/v1/info").then().statusCode(200);
    }

    @Test
    void aKeyOfTheWorkspaceSeesTheAppsThatItsMakerSees() {
        String id = app.substring(app.lastIndexOf('/') + 1);
        String key = workspaceKey(other);
        String makersKey = workspaceKey(maker);
        for (String each : List.of(key, key, makersKey)) {
            reads(each, id, 200);
            reads(each, null, 200);
        }
        set(Map.of("permission", "only_me"));
        reads(key, id, 404);
        reads(key, UUID.randomUUID().toString(), 404);
        reads(key, null, 400);
        reads(makersKey, id, 200);
        reads(workspaceKey(owner), id, 200);
        set(Map.of("permission", "partial_members", "members", List.of(other.accountId())));
        reads(key, id, 200);
        reads(key, null, 200);
    }

    @Test
    void aKeyOfTheWorkspaceFollowsTheRoleOfItsMaker() {
        String id = app.substring(app.lastIndexOf('/') + 1);
        String key = workspaceKey(admin);
        set(Map.of("permission", "only_me"));
        reads(key, id, 404);
        memberships.transfer(owner.tenantId(), owner.accountId(), admin.accountId());
        reads(key, id, 200);
    }

    private static String workspaceKey(Member member) {
        return member.request().body(Map.of("name", "k", "permissions", List.of("chat"))).post("/console/api/api-keys").then()
                .statusCode(201).extract().path("token");
    }

    private static void reads(String key, String appId, int status) {
        RequestSpecification request = Members.manage(key);
        if (appId != null) {
            request.header("X-App-Id", appId);
        }
        request.get("/v1/conversations?user=u").then().statusCode(status);
    }

    @Test
    void onlyMembersAreChosen() {
        maker.request().body(Map.of("permission", "partial_members")).put(app + "/access").then().statusCode(400)
                .body("details.field", equalTo("members"));
        maker.request().body(Map.of("permission", "partial_members", "members", List.of(UUID.randomUUID()))).put(app + "/access")
                .then().statusCode(400);
        maker.request().body(Map.of("permission", "nobody")).put(app + "/access").then().statusCode(400);
        maker.request().body(Map.of()).put(app + "/access").then().statusCode(400);
    }

    private void set(Map<String, Object> access) { maker.request().body(access).put(app + "/access").then().statusCode(200); }

    private void sees(Member member, boolean visible) {
        member.request().get(app).then().statusCode(visible ? 200 : 404);
        member.request().get("/console/api/apps").then().body("total", equalTo(visible ? 1 : 0));
    }
}
