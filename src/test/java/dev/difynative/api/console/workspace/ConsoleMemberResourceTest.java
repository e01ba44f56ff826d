package dev.difynative.api.console.workspace;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ConsoleMemberResourceTest {
    private static final String MEMBERS = "/console/api/workspaces/current/members";

    @Inject Members members;
    private Member owner;

    @BeforeEach
    void makeAWorkspace() { owner = members.owner(); }

    @Test
    void membersAreListedThenThoseWhoAreInvited() {
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        invite(owner, "new-" + Ids.next() + "@example.com", "normal");
        editor.request().get(MEMBERS).then().statusCode(200)
                .body("accounts.role", contains("owner", "editor", "normal"))
                .body("accounts.status", contains("active", "active", "pending"))
                .body("accounts[1].id", equalTo(editor.accountId().toString()))
                .body("accounts[1].email", equalTo(editor.email())).body("accounts[1].last_login_at", notNullValue());
    }

    @Test
    void whoIsInvitedComesInWithTheRoleGivenLast() {
        String email = Ids.next() + "@example.com";
        String token = token(invite(owner, email, "normal"));
        String invitation = owner.request().get(MEMBERS).path("accounts.find { it.status == 'pending' }.id");
        owner.request().body(Map.of("role", "editor")).put(MEMBERS + "/" + invitation + "/update-role").then().statusCode(200);
        Members.manage(Members.token(owner)).body(Map.of("role", "admin")).patch("/api/management/members/" + invitation).then()
                .statusCode(200).body("role", equalTo("admin")).body("status", equalTo("pending"));
        members.owner().request().body(Map.of("role", "normal")).put(MEMBERS + "/" + invitation + "/update-role").then()
                .statusCode(404);
        nobody().body(Map.of("token", token, "name", "New", "password", Members.PASSWORD)).post("/console/api/activate").then()
                .statusCode(200);
        owner.request().get(MEMBERS).then().body("accounts.role", contains("owner", "admin"));
    }

    @Test
    void anInvitationThatHasExpiredHasNoRoleToChange() {
        token(invite(owner, Ids.next() + "@example.com", "normal"));
        String invitation = owner.request().get(MEMBERS).path("accounts.find { it.status == 'pending' }.id");
        Rows.insert("UPDATE invitations SET expires_at = now() - interval '1 second' WHERE id = ?", UUID.fromString(invitation));
        owner.request().body(Map.of("role", "editor")).put(MEMBERS + "/" + invitation + "/update-role").then().statusCode(404);
        assertEquals(List.of("normal"),
                Rows.texts("SELECT role FROM invitations WHERE id = ?", UUID.fromString(invitation)));
    }

    @Test
    void whoHasTheLinkComesInOnceWithAnAccountOfTheOwn() {
        String email = Ids.next() + "@example.com";
        String token = token(invite(owner, email.toUpperCase(java.util.Locale.ROOT), "editor"));
        nobody().get("/console/api/activate/check?token=" + token).then().statusCode(200).body("is_valid", equalTo(true))
                .body("data.email", equalTo(email)).body("data.workspace_id", equalTo(owner.tenantId().toString()))
                .body("data.is_registered", equalTo(false));
        nobody().body(Map.of("token", token, "name", "New")).post("/console/api/activate").then().statusCode(400)
                .body("details.field", equalTo("password"));
        Map<String, String> account = Map.of("token", token, "name", "New", "password", Members.PASSWORD, "interface_language",
                "zh-Hans", "timezone", "Asia/Shanghai");
        String access = nobody().body(account).post("/console/api/activate").then().statusCode(200)
                .body("result", equalTo("success")).extract().path("data.access_token");
        as(access).get("/console/api/account/profile").then().body("email", equalTo(email))
                .body("timezone", equalTo("Asia/Shanghai")).body("interface_language", equalTo("zh-Hans"));
        as(access).get("/console/api/workspaces/current").then().body("id", equalTo(owner.tenantId().toString()))
                .body("role", equalTo("editor"));
        nobody().body(account).post("/console/api/activate").then().statusCode(400)
                .body("code", equalTo("invalid_or_expired_token"));
        nobody().get("/console/api/activate/check?token=" + token).then().body("is_valid", equalTo(false))
                .body("data", nullValue());
    }

    @Test
    void anInvitationLetsOneInHoweverManyComeAtOnce() throws Exception {
        String token = token(invite(owner, Ids.next() + "@example.com", "normal"));
        Callable<Integer> attempt = () -> nobody().body(Map.of("token", token, "name", "N", "password", Members.PASSWORD))
                .post("/console/api/activate").statusCode();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = callers.invokeAll(List.of(attempt, attempt, attempt)).stream().map(Future::resultNow)
                    .sorted().toList();
            assertEquals(List.of(200, 400, 400), statuses);
        }
        owner.request().get(MEMBERS).then().body("accounts", hasSize(2));
    }

    @Test
    void somebodyWithAnAccountComesInWithoutASecondOne() {
        Member elsewhere = members.owner();
        String token = token(invite(owner, elsewhere.email(), "admin"));
        nobody().get("/console/api/activate/check?token=" + token).then().body("data.is_registered", equalTo(true));
        nobody().body(Map.of("token", token)).post("/console/api/activate").then().statusCode(200).body("data", nullValue());
        elsewhere.request().get("/console/api/workspaces").then().body("workspaces.id", hasItem(owner.tenantId().toString()));
        owner.request().body(Map.of("emails", List.of(elsewhere.email()), "role", "normal")).post(MEMBERS + "/invite-email")
                .then().statusCode(201).body("invitation_results[0].status", equalTo("failed"));
    }

    @Test
    void anInvitationEndsAfterThreeDaysOrWhenItIsTakenBackOrReplaced() {
        String email = Ids.next() + "@example.com";
        String first = token(invite(owner, email, "normal"));
        String second = token(invite(owner, email, "editor"));
        check(first, false);
        check(second, true);
        assertEquals("3 days", Rows.text("select (expires_at - created_at)::text from invitations where email = ?", email));
        Rows.insert("update invitations set expires_at = now() where email = ?", email);
        check(second, false);
        String third = token(invite(owner, email, "editor"));
        String id = owner.request().get(MEMBERS).path("accounts[1].id");
        owner.request().delete(MEMBERS + "/" + id).then().statusCode(200);
        check(third, false);
    }

    @Test
    void anAddressThatIsInvitedManyTimesAtOnceHasOneInvitation() throws InterruptedException {
        String email = Ids.next() + "@example.com";
        String access = Members.token(owner);
        Callable<String> invites = () -> token(invite(owner, email, "normal"));
        Callable<String> manages = () -> tokenIn(Members.manage(access).body(Map.of("email", email, "role", "editor"))
                .post("/api/management/members").then().statusCode(201).extract().path("url"));
        List<String> tokens;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            tokens = callers.invokeAll(List.of(invites, manages, invites, manages, invites, manages, invites, manages)).stream()
                    .map(Future::resultNow).toList();
        }
        owner.request().get(MEMBERS).then().body("accounts", hasSize(2));
        assertEquals(1,
                tokens.stream().filter(token -> nobody().get("/console/api/activate/check?token=" + token).path("is_valid"))
                        .count());
    }

    @Test
    void severalAreInvitedAtOnceAndABadAddressHarmsNobody() {
        owner.request().body(Map.of("emails", List.of("a-" + Ids.next() + "@example.com", "nonsense"), "role", "normal",
                "language", "en-US")).post(MEMBERS + "/invite-email").then().statusCode(201)
                .body("result", equalTo("success")).body("invitation_results.status", contains("success", "failed"))
                .body("invitation_results[0].url", startsWith("http")).body("tenant_id", equalTo(owner.tenantId().toString()));
        owner.request().body(Map.of("emails", List.of("b@example.com"), "role", "owner")).post(MEMBERS + "/invite-email")
                .then().statusCode(400).body("details.field", equalTo("role"));
        owner.request().body(Map.of("role", "normal")).post(MEMBERS + "/invite-email").then().statusCode(400);
    }

    @Test
    void aRoleIsChangedAndHoldsWithTheNextRequest() {
        Member member = members.join(owner.tenantId(), Role.NORMAL);
        Map<String, String> app = Map.of("name", "App", "mode", "chat");
        member.request().body(app).post("/console/api/apps").then().statusCode(403);
        owner.request().body(Map.of("role", "editor")).put(MEMBERS + "/" + member.accountId() + "/update-role")
                .then().statusCode(200);
        member.request().body(app).post("/console/api/apps").then().statusCode(201);
        owner.request().body(Map.of("role", "king")).put(MEMBERS + "/" + member.accountId() + "/update-role")
                .then().statusCode(400);
        owner.request().body(Map.of("role", "editor")).put(MEMBERS + "/" + UUID.randomUUID() + "/update-role")
                .then().statusCode(404);
    }

    @Test
    void whoIsRemovedIsOutAtOnceAndSoAreTheTokens() {
        Member member = members.join(owner.tenantId(), Role.EDITOR);
        String token = Members.token(member);
        owner.request().delete(MEMBERS + "/" + member.accountId()).then().statusCode(200).body("result", equalTo("success"));
        member.request().get("/console/api/apps").then().statusCode(401);
        Members.manage(token).get("/api/management/apps").then().statusCode(401);
        assertEquals("0", Rows.text("select count(*) from personal_tokens where account_id = ?", member.accountId()));
        owner.request().delete(MEMBERS + "/" + member.accountId()).then().statusCode(404);
    }

    @Test
    void nobodyRemovesOneselfAndNobodyTheOwner() {
        Member admin = members.join(owner.tenantId(), Role.ADMIN);
        admin.request().delete(MEMBERS + "/" + admin.accountId()).then().statusCode(400)
                .body("code", equalTo("cannot_operate_self"));
        admin.request().delete(MEMBERS + "/" + owner.accountId()).then().statusCode(403).body("code", equalTo("access_denied"));
        admin.request().body(Map.of("role", "normal")).put(MEMBERS + "/" + owner.accountId() + "/update-role")
                .then().statusCode(403);
    }

    @Test
    void aWorkspaceIsHandedOver() {
        Member heir = members.join(owner.tenantId(), Role.EDITOR);
        heir.request().post(MEMBERS + "/" + heir.accountId() + "/owner-transfer").then().statusCode(403);
        owner.request().post(MEMBERS + "/" + owner.accountId() + "/owner-transfer").then().statusCode(400);
        owner.request().post(MEMBERS + "/" + heir.accountId() + "/owner-transfer").then().statusCode(200);
        heir.request().get("/console/api/workspaces/current").then().body("role", equalTo("owner"));
        owner.request().get("/console/api/workspaces/current").then().body("role", equalTo("admin"));
        owner.request().post(MEMBERS + "/" + heir.accountId() + "/owner-transfer").then().statusCode(403);
    }

    @Test
    void aSignInIsTakenToAnotherWorkspaceAndStaysThere() {
        UUID second = UUID.fromString(owner.request().body(Map.of("name", "Second")).post("/console/api/workspaces")
                .then().statusCode(201).body("role", equalTo("owner")).body("name", equalTo("Second")).extract().path("id"));
        owner.request().get("/console/api/workspaces/current").then().body("id", equalTo(owner.tenantId().toString()));
        owner.request().body(Map.of("tenant_id", second)).post("/console/api/workspaces/switch").then().statusCode(200)
                .body("result", equalTo("success")).body("new_tenant.id", equalTo(second.toString()));
        owner.request().get("/console/api/workspaces/current").then().body("id", equalTo(second.toString()));
        String refreshed = nobody().body(Map.of("refresh_token", owner.refreshToken())).post("/console/api/refresh-token")
                .path("data.access_token");
        as(refreshed).get("/console/api/workspaces/current").then().body("id", equalTo(second.toString()));
        String again = nobody().body(Map.of("email", owner.email(), "password", Members.PASSWORD)).post("/console/api/login")
                .path("data.access_token");
        as(again).get("/console/api/workspaces").then()
                .body("workspaces.find { it.current }.id", equalTo(second.toString()));
        UUID foreign = members.owner().tenantId();
        as(again).body(Map.of("tenant_id", foreign)).post("/console/api/workspaces/switch").then().statusCode(404);
        as(again).body(Map.of("tenant_id", "none")).post("/console/api/workspaces/switch").then().statusCode(404);
    }

    @Test
    void aWorkspaceIsRenamedByAdmins() {
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        editor.request().body(Map.of("name", "Mine")).post("/console/api/workspaces/info").then().statusCode(403);
        owner.request().body(Map.of("name", "Ours")).post("/console/api/workspaces/info").then().statusCode(200)
                .body("tenant.name", equalTo("Ours"));
        owner.request().body(Map.of("name", " ")).post("/console/api/workspaces/info").then().statusCode(400);
    }

    @Test
    void aProfileIsChangedPartByPart() {
        change("avatar", Map.of("avatar", "https://example.com/a.png"), "avatar_url", "https://example.com/a.png");
        change("interface-language", Map.of("interface_language", "zh-Hans"), "interface_language", "zh-Hans");
        change("interface-theme", Map.of("interface_theme", "dark"), "interface_theme", "dark");
        change("timezone", Map.of("timezone", "Europe/Berlin"), "timezone", "Europe/Berlin");
        owner.request().body(Map.of("timezone", "Moon/Sea")).post("/console/api/account/timezone").then().statusCode(400);
        owner.request().body(Map.of("interface_theme", "pink")).post("/console/api/account/interface-theme")
                .then().statusCode(400);
        owner.request().body(Map.of()).post("/console/api/account/avatar").then().statusCode(400)
                .body("details.type", equalTo("required"));
    }

    private void change(String what, Map<String, String> body, String field, String value) {
        owner.request().body(body).post("/console/api/account/" + what).then().statusCode(200).body(field, equalTo(value));
        owner.request().get("/console/api/account/profile").then().body(field, equalTo(value));
    }

    private static Response invite(Member by, String email, String role) {
        return by.request().body(Map.of("emails", List.of(email), "role", role)).post(MEMBERS + "/invite-email")
                .then().statusCode(201).body("invitation_results[0].status", equalTo("success")).extract().response();
    }

    private static String token(Response invitation) { return tokenIn(invitation.path("invitation_results[0].url")); }

    private static String tokenIn(String url) { return url.substring(url.indexOf("token=") + 6); }

    private static void check(String token, boolean valid) {
        nobody().get("/console/api/activate/check?token=" + token).then().statusCode(200).body("is_valid", equalTo(valid));
    }

    private static RequestSpecification nobody() { return given().contentType(ContentType.JSON); }

    private static RequestSpecification as(String accessToken) {
        return nobody().header("Authorization", "Bearer " + accessToken);
    }
}
