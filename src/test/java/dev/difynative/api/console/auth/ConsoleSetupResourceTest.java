package dev.difynative.api.console.auth;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
class ConsoleSetupResourceTest {
    private static final String FORGET = "delete from settings where name = 'setup.finished_at'";

    @Inject EntityManager database;
    private List<?> before;

    @BeforeEach
    void forgetTheSetup() {
        before = QuarkusTransaction.requiringNew().call(() -> {
            List<?> present = database
                    .createNativeQuery("select value from settings where name = 'setup.finished_at'", String.class)
                    .getResultList();
            database.createNativeQuery(FORGET).executeUpdate();
            return present;
        });
    }

    @AfterEach
    void putTheSetupBack() {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery(FORGET).executeUpdate();
            before.forEach(value -> database.createNativeQuery("insert into settings values ('setup.finished_at', ?1)")
                    .setParameter(1, value).executeUpdate());
        });
    }

    @Test
    void aNewInstallationWaitsForItsOwner() {
        when().get("/console/api/setup").then().statusCode(200).body("step", equalTo("not_started"))
                .body("setup_at", nullValue());
    }

    @Test
    void setupMakesAnOwnerWhoCanSignInToAWorkspace() {
        String email = Ids.next() + "@Example.com";
        assertEquals(201, setUp(email));
        when().get("/console/api/setup").then().body("step", equalTo("finished")).body("setup_at",
                allOf(greaterThan(1_700_000_000), lessThan(Integer.MAX_VALUE)));
        String token = given().contentType(ContentType.JSON)
                .body("{\"email\": \"%s\", \"password\": \"correct horse 1\"}".formatted(email.toUpperCase(Locale.ROOT)))
                .post("/console/api/login").then().statusCode(200).extract().path("data.access_token");
        given().header("Authorization", "Bearer " + token).get("/console/api/workspaces/current")
                .then().statusCode(200)
                .body("name", equalTo("Ada's Workspace"))
                .body("plan", equalTo("enterprise"))
                .body("role", equalTo("owner"));
    }

    @Test
    void anInstallationIsSetUpOnce() {
        setUp(Ids.next() + "@example.com");
        given().contentType(ContentType.JSON).body(body(Ids.next() + "@example.com")).post("/console/api/setup")
                .then().statusCode(403).body("code", equalTo("already_setup"));
    }

    @Test
    void ofManyWhoSetUpAtOnceOneWins() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> setUp(Ids.next() + "@example.com");
            List<Integer> statuses = callers.invokeAll(List.of(attempt, attempt, attempt, attempt)).stream()
                    .map(Future::resultNow).sorted().toList();
            assertEquals(List.of(201, 403, 403, 403), statuses);
        }
    }

    @Test
    void aWeakPasswordSetsNothingUp() {
        given().contentType(ContentType.JSON).body("{\"email\": \"a@b.c\", \"name\": \"Ada\", \"password\": \"short\"}")
                .post("/console/api/setup")
                .then().statusCode(400).body("code", equalTo("invalid_param")).body("details.field", equalTo("password"));
        when().get("/console/api/setup").then().body("step", equalTo("not_started"));
    }

    private static int setUp(String email) {
        return given().contentType(ContentType.JSON).body(body(email)).post("/console/api/setup").statusCode();
    }

    private static String body(String email) {
        return "{\"email\": \"%s\", \"name\": \"Ada\", \"password\": \"correct horse 1\"}".formatted(email);
    }
}
