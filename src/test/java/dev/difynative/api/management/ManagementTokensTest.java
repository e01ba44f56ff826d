package dev.difynative.api.management;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ManagementTokensTest {
    private static final String KEYS = "/api/management/api-keys";
    private static final String CONSOLE_TOKENS = "/console/api/account/api-tokens";
    private static final String ME = "/api/management/users/current";

    @Inject Members members;
    @Inject Memberships memberships;
    private Member owner;
    private String token;

    @BeforeEach
    void makeAToken() {
        owner = members.owner();
        token = Members.token(owner);
    }

    @Test
    void aTokenIsShownWholeOnceWhoeverMakesIt() {
        Response byConsole = owner.request().body(Map.of("name", "CI")).post(CONSOLE_TOKENS);
        Response byApi = call().body(Map.of("name", "Nightly")).post(KEYS);
        for (Response made : List.of(byConsole, byApi)) {
            made.then().statusCode(201).body("token", matchesPattern("pat-[A-Za-z0-9]{40}")).body("expires_at", nullValue());
        }
        Golden.assertSame("management/api-key-created", byApi.asString());
        Golden.assertSame("management/api-keys", call().get(KEYS + "?limit=2").asString());
        owner.request().get(CONSOLE_TOKENS).then().statusCode(200).body("total", equalTo(3))
                .body("data[0].token_first_8", matchesPattern("pat-[A-Za-z0-9]{4}")).body("data.token", everyItem(nullValue()));
    }

    @Test
    void onlyTheHashOfATokenIsStored() {
        String stored = Rows.text("select t::text from personal_tokens t where tenant_id = ?", owner.tenantId());
        assertEquals(false, stored.contains(token.substring(8)), stored);
    }

    @Test
    void twoTokensOfOnePersonHaveDifferentNames() {
        call().body(Map.of("name", "Twin")).post(KEYS).then().statusCode(201);
        Response again = call().body(Map.of("name", "Twin")).post(KEYS);
        again.then().statusCode(409);
        Golden.assertSame("management/api-key-name-taken", again.asString());
        owner.request().body(Map.of("name", "Twin")).post(CONSOLE_TOKENS).then().statusCode(400)
                .body("details.field", equalTo("name"));
        Members.manage(Members.token(members.join(owner.tenantId(), Role.NORMAL))).body(Map.of("name", "Twin")).post(KEYS)
                .then().statusCode(201);
    }

    @Test
    void aTokenNeedsANameAndAnEndToCome() {
        call().body(Map.of()).post(KEYS).then().statusCode(400).body("error", equalTo("Parameter 'name' is required"));
        call().body(Map.of("name", "x".repeat(41))).post(KEYS).then().statusCode(400);
        call().body(Map.of("name", "Old", "expires_at", 1_000_000_000)).post(KEYS).then().statusCode(400);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        call().get(ME).then().statusCode(200);
        String id = call().get(KEYS).path("data[0].id");
        call().delete(KEYS + "/" + id).then().statusCode(200).body("result", equalTo("success"));
        Response refused = call().get(ME);
        refused.then().statusCode(401).header("WWW-Authenticate", notNullValue());
        Golden.assertSame("management/token-refused", refused.asString());
    }

    @Test
    void anExpiredTokenIsRefusedAlthoughItWasUsedBefore() {
        String brief = null;
        // On a machine that stands still the first ones may end before they are used.
        for (int seconds = 2; brief == null || Members.manage(brief).get(ME).statusCode() != 200; seconds *= 2) {
            assertTrue(seconds < Eventually.PATIENCE.toSeconds(), "no token could be used");
            brief = call().body(Map.of("name", "Brief " + seconds, "expires_at", Instant.now().getEpochSecond() + seconds))
                    .post(KEYS)
                    .path("token");
        }
        String used = brief;
        Eventually.isTrue("the token has ended", () -> Members.manage(used).get(ME).statusCode() == 401);
    }

    @Test
    void aTokenOfAFormerMemberIsRefused() {
        Member member = members.join(owner.tenantId(), Role.EDITOR);
        String theirs = Members.token(member);
        Members.manage(theirs).get(ME).then().statusCode(200).body("role", equalTo("editor"));
        memberships.change(owner.tenantId(), member.accountId(), Role.NORMAL);
        Members.manage(theirs).get(ME).then().statusCode(200).body("role", equalTo("normal"));
        memberships.remove(owner.tenantId(), member.accountId());
        Members.manage(theirs).get(ME).then().statusCode(401);
    }

    @Test
    void otherKeysAndNoKeyOpenNothingHere() {
        given().get(ME).then().statusCode(401).body("error_code", equalTo("unauthorized"));
        for (String other : List.of("", owner.accessToken(), "pat-short", "app-" + "x".repeat(24))) {
            given().header("Authorization", "Bearer " + other).get(ME).then().statusCode(401);
        }
        given().header("Authorization", "Bearer " + token).get("/console/api/account/profile").then().statusCode(401);
    }

    @Test
    void aPersonSeesTheOwnTokensOnly() {
        String foreign = call().get(KEYS).path("data[0].id");
        String stranger = Members.token(members.owner());
        Members.manage(stranger).get(KEYS).then().body("data.id", not(contains(foreign)));
        Members.manage(stranger).delete(KEYS + "/" + foreign).then().statusCode(404).body("error_code", equalTo("not_found"));
        Members.manage(stranger).delete(KEYS + "/none").then().statusCode(404);
    }

    @Test
    void aListIsReadByPageOrByCursor() {
        for (String name : List.of("a", "b", "c", "d")) {
            call().body(Map.of("name", name)).post(KEYS).then().statusCode(201);
        }
        call().get(KEYS + "?page=2&limit=2").then().body("total", equalTo(5)).body("page", equalTo(2)).body("limit", equalTo(2))
                .body("data.name", contains("b", "a"));
        Response first = call().get(KEYS + "?last_id=&limit=2");
        Golden.assertSame("management/api-keys-cursor", first.asString());
        call().get(KEYS + "?limit=3&last_id=" + first.path("data[1].id")).then().statusCode(200)
                .body("data", hasSize(3)).body("data.name[0]", equalTo("b")).body("has_more", equalTo(false));
        call().get(KEYS + "?last_id=" + UUID.randomUUID()).then().statusCode(404);
        call().get(KEYS + "?limit=101").then().statusCode(400).body("error_code", equalTo("invalid_param"));
        call().get(KEYS + "?page=0").then().statusCode(400);
    }

    @Test
    void aTokenMayCallAsOftenAsThePlanLetsAWorkspace() {
        Rows.insert("update tenants set plan_settings = '{\"rpm\":3}' where id = ?", owner.tenantId());
        Member other = members.join(owner.tenantId(), Role.ADMIN);
        for (int call = 1; call <= 3; call++) {
            call().get(ME).then().statusCode(200).header("X-RateLimit-Limit", "3")
                    .header("X-RateLimit-Remaining", Integer.toString(3 - call));
        }
        Response refused = call().get(ME);
        refused.then().statusCode(429).header("Retry-After", notNullValue()).body("error_code", equalTo("rate_limited"));
        Members.manage(Members.token(other)).get(ME).then().statusCode(200);
    }

    @Test
    void theOwnerOfTheTokenIsDescribed() {
        Golden.assertSame("management/user-current",
                call().get(ME).then().body("email", equalTo(owner.email())).extract().asString()
                        .replace(owner.email(), "owner@example.com"));
    }

    private RequestSpecification call() { return Members.manage(token); }
}
