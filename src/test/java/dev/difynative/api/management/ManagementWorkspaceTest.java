package dev.difynative.api.management;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ManagementWorkspaceTest {
    private static final String WORKSPACE = "/api/management/workspaces/current";
    private static final String MEMBERS = "/api/management/members";
    private static final String DATASETS = "/api/management/datasets";

    @Inject Members members;
    private Member owner;
    private String token;

    @BeforeEach
    void makeAToken() {
        owner = members.owner();
        token = Members.token(owner);
    }

    @Test
    void theWorkspaceIsDescribedAndChanged() {
        call().body(Map.of("name", "Ours")).patch(WORKSPACE).then().statusCode(200).body("name", equalTo("Ours"))
                .body("plan", equalTo("enterprise"));
        Golden.assertSame("management/workspace", call().get(WORKSPACE).asString());
        call().body(Map.of("plan_settings", Map.of("plan", "team"))).patch(WORKSPACE).then().statusCode(200)
                .body("plan", equalTo("team")).body("features.rpm", equalTo(600)).body("name", equalTo("Ours"));
        call().body(Map.of("plan_settings", Map.of("plan", "gold"))).patch(WORKSPACE).then().statusCode(400);
        call().body(Map.of("plan_settings", Map.of("rpm", -1))).patch(WORKSPACE).then().statusCode(400)
                .body("error", startsWith("Parameter 'rpm'"));
        Members.manage(Members.token(members.join(owner.tenantId(), Role.EDITOR))).body(Map.of("name", "Mine")).patch(WORKSPACE)
                .then().statusCode(403);
    }

    @Test
    void planFiguresHoldForTheNextCallOfAnApp() {
        String key = call().body(Map.of("name", "App", "mode", "chat")).post("/api/management/apps").path("api_secret");
        Members.manage(key).get("/v1/info").then().statusCode(200).header("X-RateLimit-Limit", nullValue());
        call().body(Map.of("plan_settings", Map.of("rpm", 7, "log_retention_days", 30))).patch(WORKSPACE).then().statusCode(200)
                .body("features.log_retention_days", equalTo(30));
        Members.manage(key).get("/v1/info").then().statusCode(200).header("X-RateLimit-Limit", "7");
        call().body(Map.of("plan_settings", Map.of("rph", 100))).patch(WORKSPACE).then().body("features.rpm", equalTo(7))
                .body("features.rph", equalTo(100));
    }

    @Test
    void logsAreKeptForAHundredYearsOrForEver() {
        for (int days : new int[]{0, 36_500}) {
            call().body(Map.of("plan_settings", Map.of("log_retention_days", days))).patch(WORKSPACE).then().statusCode(200)
                    .body("features.log_retention_days", equalTo(days));
        }
        call().body(Map.of("plan_settings", Map.of("log_retention_days", 36_501))).patch(WORKSPACE).then().statusCode(400)
                .body("error", containsString("must be at most 36500; 0 keeps logs for ever"));
        call().get(WORKSPACE).then().body("features.log_retention_days", equalTo(36_500));
    }

    @Test
    void membersAreInvitedPromotedAndRemoved() {
        Response invited = call().body(Map.of("email", Ids.next() + "@example.com", "role", "normal")).post(MEMBERS);
        invited.then().statusCode(201).body("url", startsWith("http")).body("expires_at", notNullValue());
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        call().get(MEMBERS).then().statusCode(200).body("data.role", contains("owner", "editor", "normal"))
                .body("data.status", contains("active", "active", "pending"));
        call().body(Map.of("role", "admin")).patch(MEMBERS + "/" + editor.accountId()).then().statusCode(200)
                .body("role", equalTo("admin"));
        call().body(Map.of("email", editor.email(), "role", "normal")).post(MEMBERS).then().statusCode(409)
                .body("error_code", equalTo("conflict"));
        call().delete(MEMBERS + "/" + editor.accountId()).then().statusCode(200).body("result", equalTo("success"));
        call().delete(MEMBERS + "/" + invited.path("id")).then().statusCode(200);
        call().get(MEMBERS).then().body("data", hasSize(1));
        call().delete(MEMBERS + "/" + owner.accountId()).then().statusCode(400);
        call().body(Map.of("email", "nonsense", "role", "normal")).post(MEMBERS).then().statusCode(400);
    }

    @Test
    void datasetsAreMadeChangedListedAndDeleted() {
        Response made = call().body(Map.of("name", "Manual")).post(DATASETS);
        made.then().statusCode(201).body("permission", equalTo("only_me")).body("name", equalTo("Manual"));
        Golden.assertSame("management/dataset-created", made.asString());
        String dataset = DATASETS + "/" + made.path("id");
        call().body(Map.of("name", "Manual")).post(DATASETS).then().statusCode(409).body("error_code", equalTo("conflict"));
        call().body(Map.of("permission", "all_team_members", "description", "All of it")).patch(dataset).then().statusCode(200)
                .body("permission", equalTo("all_team_members")).body("description", equalTo("All of it"))
                .body("name", equalTo("Manual"));
        String second = call().body(Map.of("name", "Prices", "permission", "all_team_members")).post(DATASETS).path("id");
        call().get(DATASETS + "?limit=1").then().body("data.id", contains(second)).body("total", equalTo(2))
                .body("page", equalTo(1)).body("limit", equalTo(1));
        call().get(DATASETS + "?last_id=" + second).then().body("data.name", contains("Manual")).body("has_more", equalTo(false));
        call().get(DATASETS + "?name=pric").then().body("data.id", contains(second));
        call().body(Map.of("name", "X", "permission", "partial_members")).post(DATASETS).then().statusCode(400);
        call().delete(dataset).then().statusCode(200).body("result", equalTo("success"));
        call().get(dataset).then().statusCode(404).body("error_code", equalTo("not_found"));
    }

    @Test
    void documentsAreUploadedListedAndDeleted() {
        String dataset = DATASETS + "/" + call().body(Map.of("name", "Manual")).post(DATASETS).path("id");
        Response uploaded = upload(dataset, "guide.txt", Map.of("process_rule",
                "{\"chunk_size\": 100, \"chunk_overlap\": 10, \"separator\": \"\\n\\n\"}"));
        uploaded.then().statusCode(201).body("name", equalTo("guide.txt")).body("parsing_error", nullValue());
        Golden.assertSame("management/document-uploaded", uploaded.asString());
        String other = upload(dataset, "other.txt", new HashMap<>()).then().statusCode(201).extract().path("id");
        call().get(dataset + "/documents?limit=1").then().statusCode(200).body("total", equalTo(2))
                .body("data.id", contains(other));
        call().get(dataset + "/documents?last_id=" + other).then().body("data.name", contains("guide.txt"))
                .body("has_more", equalTo(false));
        call().get(dataset + "/documents?status=archived").then().body("total", equalTo(0));
        call().get(dataset + "/documents?status=nonsense").then().statusCode(400);
        upload(dataset, "bad.txt", Map.of("process_rule", "{\"chunk_size\": 1}")).then().statusCode(400)
                .body("error", startsWith("Parameter 'process_rule.chunk_size'"));
        call().delete(dataset + "/documents/" + other).then().statusCode(200).body("result", equalTo("success"));
        call().delete(dataset + "/documents/" + other).then().statusCode(404);
        call().get(dataset).then().body("document_count", equalTo(1));
    }

    @Test
    void theThingsOfAnotherWorkspaceDoNotExist() {
        String dataset = DATASETS + "/" + call().body(Map.of("name", "Manual", "permission", "all_team_members")).post(DATASETS)
                .path("id");
        String stranger = Members.token(members.owner());
        Members.manage(stranger).get(dataset).then().statusCode(404);
        Members.manage(stranger).get(dataset + "/documents").then().statusCode(404);
        Members.manage(stranger).delete(dataset).then().statusCode(404);
        Members.manage(stranger).delete(MEMBERS + "/" + owner.accountId()).then().statusCode(404);
        Members.manage(stranger).body(Map.of("role", "normal")).patch(MEMBERS + "/" + owner.accountId()).then().statusCode(404);
    }

    private Response upload(String dataset, String name, Map<String, String> fields) {
        return TestDatasets.send(token, dataset + "/documents/upload", name, "How to begin.\n\nHow to end.", fields);
    }

    private RequestSpecification call() { return Members.manage(token); }
}
