package dev.difynative.api.console.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
class ConsoleAccountResourceTest {
    @Inject Members members;

    @Test
    void aPersonIsRenamed() {
        Member owner = members.owner();
        owner.request().body(Map.of("name", " Grace ")).post("/console/api/account/name").then().statusCode(200);
        owner.request().get("/console/api/account/profile").then().body("name", equalTo("Grace"));
    }

    @Test
    void aChangedPasswordEndsEveryOtherSignIn() {
        Member owner = members.owner();
        String other = login(owner.email(), Members.PASSWORD).then().statusCode(200).extract().path("data.access_token");
        owner.request().body(Map.of("password", Members.PASSWORD, "new_password", "battery staple 2", "repeat_new_password",
                "battery staple 2")).post("/console/api/account/password").then().statusCode(200);
        owner.request().get("/console/api/account/profile").then().statusCode(200);
        given().header("Authorization", "Bearer " + other).get("/console/api/account/profile").then().statusCode(401);
        login(owner.email(), Members.PASSWORD).then().statusCode(401);
        login(owner.email(), "battery staple 2").then().statusCode(200);
    }

    @Test
    void aPasswordIsChangedOnlyByWhoKnowsTheOldOne() {
        members.owner().request().body(Map.of("password", "wrong horse 1", "new_password", "battery staple 2"))
                .post("/console/api/account/password")
                .then().statusCode(400).body("code", equalTo("current_password_incorrect"));
    }

    @Test
    void theRepeatedPasswordMustBeTheSame() {
        members.owner().request().body(Map.of("password", Members.PASSWORD, "new_password", "battery staple 2",
                "repeat_new_password", "battery staple 3")).post("/console/api/account/password")
                .then().statusCode(400).body("code", equalTo("repeat_password_not_match"));
    }

    @Test
    void theWorkspacesOfAPersonAreListed() {
        Member owner = members.owner();
        owner.request().get("/console/api/workspaces").then().statusCode(200)
                .body("workspaces.size()", equalTo(1))
                .body("workspaces[0].id", equalTo(owner.tenantId().toString()))
                .body("workspaces[0].current", equalTo(true));
    }

    private static io.restassured.response.Response login(String email, String password) {
        return given().contentType(ContentType.JSON).body(Map.of("email", email, "password", password))
                .post("/console/api/login");
    }
}
