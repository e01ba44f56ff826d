package dev.difynative.api.console.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

@QuarkusTest
class ConsoleSessionResourceTest {
    @Inject Members members;
    @Inject Memberships memberships;
    @Inject EntityManager database;

    @Test
    void theRightPasswordGivesTokensThatWork() {
        Member owner = members.owner();
        Response answer = login(owner.email(), Members.PASSWORD);
        answer.then().statusCode(200).body("result", equalTo("success")).body("data.expires_in", equalTo(3600));
        assertEquals(200, profileStatus(answer.path("data.access_token")));
    }

    @Test
    void thePasswordMayComeInBase64AndTheAddressInAnyCase() {
        Member owner = members.owner();
        String encoded = Base64.getEncoder().encodeToString(Members.PASSWORD.getBytes(StandardCharsets.UTF_8));
        login(" " + owner.email().toUpperCase(Locale.ROOT), encoded).then().statusCode(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreTheSameFault() {
        String unknown = login("nobody-" + Ids.next() + "@example.com", Members.PASSWORD).then().statusCode(401).extract()
                .asString();
        String wrong = login(members.owner().email(), "wrong horse 1").then().statusCode(401)
                .body("code", equalTo("authentication_failed")).extract().asString();
        assertEquals(unknown, wrong);
    }

    @Test
    void aMissingPasswordIsNamed() {
        given().contentType(ContentType.JSON).body("{\"email\": \"a@b.c\"}").post("/console/api/login")
                .then().statusCode(400).body("details.field", equalTo("password")).body("details.type", equalTo("required"));
    }

    @Test
    void afterFiveWrongPasswordsEvenTheRightOneIsLockedOut() {
        Member owner = members.owner();
        for (int attempt = 0; attempt < 5; attempt++) {
            login(owner.email(), "wrong horse 1").then().statusCode(401);
        }
        login(owner.email(), Members.PASSWORD).then().statusCode(429)
                .body("code", equalTo("rate_limit_exceeded"))
                .header("Retry-After", matchesPattern("[1-9][0-9]*"));
    }

    @Test
    void anAddressWithoutAccountIsLockedOutInTheSameWay() {
        String unknown = Ids.next() + "@example.com";
        for (int attempt = 0; attempt < 5; attempt++) {
            login(unknown, "wrong horse 1").then().statusCode(401);
        }
        login(unknown, "wrong horse 1").then().statusCode(429);
    }

    @Test
    void ofManyGuessesAtOnceOnlyTheFirstFewAreJudged() throws Exception {
        Member owner = members.owner();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> guess = () -> login(owner.email(), "wrong horse 1").statusCode();
            callers.invokeAll(Collections.nCopies(12, guess));
        }
        login(owner.email(), Members.PASSWORD).then().statusCode(429);
    }

    @Test
    void aLockIsOverAfterItsTimeAndCountsFromOneAgain() {
        Member owner = members.owner();
        for (int attempt = 0; attempt < 5; attempt++) {
            login(owner.email(), "wrong horse 1");
        }
        QuarkusTransaction.requiringNew().run(() -> database
                .createNativeQuery("update login_failures set locked_until = now() - interval '1 second' where email = ?1")
                .setParameter(1, owner.email()).executeUpdate());
        login(owner.email(), "wrong horse 1").then().statusCode(401);
        login(owner.email(), Members.PASSWORD).then().statusCode(200);
    }

    @Test
    void aRightPasswordForgetsTheWrongOnesBefore() {
        Member owner = members.owner();
        for (int round = 0; round < 2; round++) {
            for (int attempt = 0; attempt < 4; attempt++) {
                login(owner.email(), "wrong horse 1").then().statusCode(401);
            }
            login(owner.email(), Members.PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void aRefreshTokenGivesAnotherPair() {
        Member owner = members.owner();
        Response answer = refresh(owner.refreshToken());
        answer.then().statusCode(200).body("data.refresh_token", not(equalTo(owner.refreshToken())));
        assertEquals(200, profileStatus(answer.path("data.access_token")));
    }

    @Test
    void aRefreshTokenThatIsUsedAgainEndsTheWholeFamily() {
        Member owner = members.owner();
        Response first = refresh(owner.refreshToken());
        refresh(owner.refreshToken()).then().statusCode(401).body("code", equalTo("unauthorized"));
        refresh(first.path("data.refresh_token")).then().statusCode(401);
        assertEquals(401, profileStatus(first.path("data.access_token")));
        assertEquals(401, profileStatus(owner.accessToken()));
    }

    @Test
    void ofTwoWhoRefreshAtOnceAtMostOneSucceeds() throws Exception {
        Member owner = members.owner();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> refresh(owner.refreshToken()).statusCode();
            List<Integer> statuses = callers.invokeAll(List.of(attempt, attempt, attempt)).stream()
                    .map(Future::resultNow).sorted().toList();
            assertEquals(List.of(200, 401, 401), statuses);
        }
    }

    @Test
    void oneSignInDoesNotEndWithAnother() {
        Member owner = members.owner();
        Response other = login(owner.email(), Members.PASSWORD);
        owner.request().post("/console/api/logout").then().statusCode(200).body("result", equalTo("success"));
        assertEquals(401, profileStatus(owner.accessToken()));
        refresh(owner.refreshToken()).then().statusCode(401);
        assertEquals(200, profileStatus(other.path("data.access_token")));
    }

    @Test
    void whoIsNoLongerAMemberIsOutAtOnce() {
        Member member = members.join(members.workspace(), Role.EDITOR);
        assertEquals(200, profileStatus(member.accessToken()));
        memberships.remove(member.tenantId(), member.accountId());
        assertEquals(401, profileStatus(member.accessToken()));
    }

    @Test
    void aChangedRoleCountsAtOnce() {
        Member member = members.join(members.workspace(), Role.EDITOR);
        String app = "{\"name\": \"%s\", \"mode\": \"chat\"}";
        member.request().body(app.formatted("one")).post("/console/api/apps").then().statusCode(201);
        memberships.change(member.tenantId(), member.accountId(), Role.NORMAL);
        member.request().body(app.formatted("two")).post("/console/api/apps").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer nonsense", "Bearer a.b.c", "Basic YTpi", "Bearer app-0123456789abcdefghijklmn"})
    void whatIsNoAccessTokenIsRefused(String header) {
        given().header("Authorization", header).get("/console/api/account/profile")
                .then().statusCode(401).body("code", equalTo("unauthorized")).body("status", equalTo(401));
    }

    @Test
    void aTokenSignedBySomebodyElseIsRefused() {
        String[] parts = members.owner().accessToken().split("\\.");
        String forged = parts[0] + "." + parts[1] + "." + parts[2].substring(0, 10) + "A".repeat(parts[2].length() - 10);
        assertEquals(401, profileStatus(forged));
        String unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes()) + "." + parts[1]
                + ".";
        assertEquals(401, profileStatus(unsigned));
    }

    private static Response login(String email, String password) {
        return given().contentType(ContentType.JSON).body(Map.of("email", email, "password", password, "remember_me", true))
                .post("/console/api/login");
    }

    private static Response refresh(String refreshToken) {
        return given().contentType(ContentType.JSON).body(Map.of("refresh_token", refreshToken))
                .post("/console/api/refresh-token");
    }

    private static int profileStatus(String accessToken) {
        return given().header("Authorization", "Bearer " + accessToken).get("/console/api/account/profile").statusCode();
    }
}
