package dev.difynative.billing;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.workspace.ChangePlan;
import dev.difynative.workspace.WorkspaceService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class BillingTest {
    private static final String ASK_A_MODEL = """
            {'nodes':[
              {'id':'s','data':{'type':'start','title':'Start','variables':[]}},
              {'id':'l','data':{'type':'llm','title':'LLM','model':{'provider':'langgenius/builtin/builtin','name':'builtin-extractive',
                'mode':'chat','completion_params':{}},'prompt_template':[{'role':'user','text':'What is a hedgehog?'}],
                'context':{'enabled':false},'vision':{'enabled':false}}},
              {'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'a','value_selector':['l','text']}]}}],
             'edges':[{'id':'1','source':'s','target':'l'},{'id':'2','source':'l','target':'e'}]}""";

    private static final String BUILTIN = "{\"model\":{\"provider\":\"builtin\",\"name\":\"builtin-extractive\"}}";

    @Inject Members members;
    @Inject WorkspaceService workspaces;
    @Inject UsageRollUp rollUp;

    private static ValidatableResponse usage(Member member, String groupBy) {
        return member.request().get("/console/api/billing/usage?group_by=" + groupBy).then().statusCode(200);
    }

    @Test
    void usageIsSummedUpByAppModelEndUserAndDayAndOutlivesTheApp() throws SQLException {
        Member owner = members.owner();
        SampleApp app = SampleApp.inTenant(owner.tenantId(), "chat", BUILTIN);
        String conversation = app.conversation("alice");
        app.ask("alice", "And what does it eat?", conversation);
        app.ask("bob", "What is a badger?", "");
        usage(owner, "app").body("data", hasSize(1)).body("data[0].key", equalTo(app.id().toString()))
                .body("data[0].requests", equalTo(3)).body("data[0].tokens_in", greaterThan(0))
                .body("data[0].tokens_out", greaterThan(0)).body("data[0].currency", equalTo("USD"));
        usage(owner, "model").body("data.key", contains("builtin/builtin-extractive"));
        List<Object> byUser = usage(owner, "end_user").body("data.key", contains("alice", "bob"))
                .body("data.requests", contains(2, 1)).extract().path("data");
        rollUp.run();
        assertEquals(byUser, usage(owner, "end_user").extract().path("data"));
        owner.request().delete("/console/api/apps/" + app.id()).then().statusCode(200);
        assertEquals(byUser, usage(owner, "end_user").extract().path("data"));
        // Of two days around midnight.
        usage(owner, "day").body("data.requests.sum()", equalTo(3));
        usage(members.owner(), "app").body("data", hasSize(0));
    }

    @Test
    void appsThatAreNotForTheReaderAreOneRowWithoutAnId() {
        Member owner = members.owner();
        SampleApp open = SampleApp.inTenant(owner.tenantId(), "chat", BUILTIN);
        SampleApp first = SampleApp.inTenant(owner.tenantId(), "chat", BUILTIN);
        SampleApp second = SampleApp.inTenant(owner.tenantId(), "chat", BUILTIN);
        List.of(open, first, second).forEach(app -> app.ask("alice", "What is a hedgehog?", ""));
        Member admin = members.join(owner.tenantId(), dev.difynative.workspace.Role.ADMIN);
        access(owner, first, Map.of("permission", "only_me"));
        access(owner, second, Map.of("permission", "partial_members", "members", List.of(owner.accountId())));

        usage(admin, "app").body("data.key", contains(open.id().toString(), "hidden")).body("data.requests", contains(1, 2));
        String table = admin.request().get("/console/api/billing/usage/export?group_by=app").then().statusCode(200).extract()
                .asString();
        assertEquals("hidden,2", table.lines().toList().getLast().substring(0, 8));
        RequestSpecification token = Members.manage(Members.token(admin));
        token.get("/api/management/usage?group_by=app").then().body("data.key", contains(open.id().toString(), "hidden"));
        assertEquals(table, token.get("/api/management/usage/export?group_by=app").then().statusCode(200).extract().asString());
        usage(owner, "app").body("data", hasSize(3));

        access(owner, second, Map.of("permission", "partial_members", "members", List.of(admin.accountId())));
        usage(admin, "app").body("data", hasSize(3)).body("data.find { it.key == '%s' }.requests".formatted(second.id()),
                equalTo(1));
    }

    private static void access(Member owner, SampleApp app, Map<String, Object> access) {
        owner.request().body(access).put("/console/api/apps/" + app.id() + "/access").then().statusCode(200);
    }

    @Test
    void aRunOfAWorkflowIsChargedToTheModelsThatItAsked() {
        SampleApp app = TestWorkflows.workflow(ASK_A_MODEL);
        Member owner = members.join(app.tenantId(), dev.difynative.workspace.Role.OWNER);
        app.call("{\"inputs\":{},\"user\":\"carol\",\"response_mode\":\"blocking\"}").post("/v1/workflows/run").then()
                .statusCode(200).body("data.status", equalTo("succeeded"));
        usage(owner, "model").body("data.key", contains("builtin/builtin-extractive")).body("data[0].requests", equalTo(1))
                .body("data[0].tokens_in", greaterThan(0));
        usage(owner, "end_user").body("data.key", contains("carol"));
    }

    @Test
    void usageIsATableAsWellAndRefusesWhatIsNoTime() {
        Member owner = members.owner();
        owner.request().get("/console/api/billing/usage/export?group_by=day&from=2026-01-01&to=2026-01-31").then().statusCode(200)
                .body(equalTo("day,requests,tokens_in,tokens_out,price,currency\r\n"));
        owner.request().get("/console/api/billing/usage?from=yesterday").then().statusCode(400)
                .body("details.field", equalTo("from"));
        owner.request().get("/console/api/billing/usage?group_by=planet").then().statusCode(400)
                .body("details.field", equalTo("group_by"));
    }

    @Test
    void thePlanLimitsAppsMembersDocumentsAndStorage() {
        Member owner = members.owner();
        workspaces.change(owner.tenantId(), null, new ChangePlan(null, null, null, null, null, 2, 1, 1, 1));
        Map<String, String> app = Map.of("name", "First", "mode", "chat");
        owner.request().body(app).post("/console/api/apps").then().statusCode(201);
        owner.request().body(Map.of("name", "Second", "mode", "chat")).post("/console/api/apps").then().statusCode(429)
                .body("code", equalTo("rate_limit_exceeded")).body("details.field", equalTo("apps"))
                .body("message", equalTo("The plan 'enterprise' allows 1 apps, and there are 1"));
        Members.manage(Members.token(owner)).body(Map.of("name", "Third", "mode", "chat")).post("/api/management/apps").then()
                .statusCode(429).body("error_code", equalTo("rate_limited"));
        invite(owner, "first@example.com").statusCode(201);
        invite(owner, "second@example.com").statusCode(429).body("details.field", equalTo("members"));
        String dataset = owner.request().body(Map.of("name", "Set", "indexing_technique", "economy"))
                .post("/console/api/datasets").then().statusCode(201).extract().path("id");
        text(owner, dataset).statusCode(200);
        text(owner, dataset).statusCode(429).body("details.field", equalTo("documents"));
        owner.request().contentType("multipart/form-data").multiPart("file", "big.txt", new byte[2 << 20], "text/plain")
                .post("/console/api/files/upload").then().statusCode(429).body("details.field", equalTo("storage"));
    }

    private static ValidatableResponse invite(Member owner, String email) {
        return owner.request().body(Map.of("emails", List.of(email), "role", "editor"))
                .post("/console/api/workspaces/current/members/invite-email").then();
    }

    private static ValidatableResponse text(Member owner, String dataset) {
        return owner.request().body(Map.of("name", "Text", "text", "A text.", "indexing_technique", "economy"))
                .post("/console/api/datasets/" + dataset + "/document/create_by_text").then();
    }

    @Test
    void thePlanIsShownWithItsLimitsAndWhatThereIs() {
        Member owner = members.owner();
        workspaces.change(owner.tenantId(), null, new ChangePlan("sandbox", null, null, null, null, null, null, null, null));
        owner.request().get("/console/api/billing/subscription").then().statusCode(200).body("plan", equalTo("sandbox"))
                .body("limits.requests_per_minute", equalTo(60)).body("limits.apps", equalTo(10))
                .body("limits.storage_bytes", equalTo(52428800)).body("usage.members", equalTo(1)).body("usage.apps", equalTo(0));
        owner.request().get("/console/api/features").then().statusCode(200).body("billing.enabled", equalTo(true))
                .body("billing.subscription.plan", equalTo("sandbox")).body("apps.limit", equalTo(10))
                .body("members.size", equalTo(1)).body("api_rate_limit.limit", equalTo(10_000))
                .body("api_rate_limit.usage", equalTo(0));
        SampleApp app = SampleApp.inTenant(owner.tenantId(), "chat", BUILTIN);
        app.ask("alice", "What is a hedgehog?", "");
        app.ask("alice", "What is a badger?", "");
        owner.request().get("/console/api/features").then().body("api_rate_limit.usage", equalTo(2));
        workspaces.change(owner.tenantId(), null, new ChangePlan("enterprise", null, null, null, null, null, null, null, null));
        owner.request().get("/console/api/features").then().body("api_rate_limit.limit", equalTo(0))
                .body("api_rate_limit.usage", equalTo(2));
        owner.request().get("/console/api/system-features").then().statusCode(200)
                .body("enable_email_password_login", equalTo(true)).body("license.status", equalTo("none"));
        owner.request().get("/console/api/version").then().statusCode(200).body("can_auto_update", equalTo(false));
    }
}
