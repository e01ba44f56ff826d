package dev.difynative.api.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Who may do what: every call of the console by every role, by a stranger and by nobody. */
@QuarkusTest
class ConsoleRolesTest {
    @Inject Members members;

    private enum Needs {
        MEMBER, EDITOR
    }

    private record Call(Needs needs, String method, String path, String body, int success) {
        int status(RequestSpecification request, String appId, String keyId) {
            RequestSpecification prepared = body == null ? request : request.body(body);
            return prepared.request(method, "/console/api" + path, pathValues(appId, keyId)).statusCode();
        }

        private Object[] pathValues(String appId, String keyId) {
            List<Object> values = new ArrayList<>();
            if (path.contains("{app}")) {
                values.add(appId);
            }
            if (path.contains("{key}")) {
                values.add(keyId);
            }
            return values.toArray();
        }
    }

    // Deletions come last, so that every other call finds its app.
    private static final List<Call> CALLS = List.of(
            new Call(Needs.MEMBER, "GET", "/account/profile", null, 200),
            new Call(Needs.MEMBER, "GET", "/workspaces", null, 200),
            new Call(Needs.MEMBER, "GET", "/workspaces/current", null, 200),
            new Call(Needs.MEMBER, "GET", "/apps", null, 200),
            new Call(Needs.EDITOR, "POST", "/apps", "{\"name\": \"Made\", \"mode\": \"chat\"}", 201),
            new Call(Needs.MEMBER, "GET", "/apps/{app}", null, 200),
            new Call(Needs.EDITOR, "PUT", "/apps/{app}", "{}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/copy", "{}", 201),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/model-config", "{}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/name", "{\"name\": \"Renamed\"}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/icon", "{}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/site-enable", "{\"enable_site\": true}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/api-enable", "{\"enable_api\": true}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/site", "{}", 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/site/access-token-reset", null, 200),
            new Call(Needs.MEMBER, "GET", "/apps/{app}/api-keys", null, 200),
            new Call(Needs.EDITOR, "POST", "/apps/{app}/api-keys", null, 201),
            new Call(Needs.EDITOR, "DELETE", "/apps/{app}/api-keys/{key}", null, 200),
            new Call(Needs.MEMBER, "GET", "/datasets/api-keys", null, 200),
            new Call(Needs.EDITOR, "POST", "/datasets/api-keys", null, 201),
            new Call(Needs.MEMBER, "GET", "/api-keys", null, 200),
            new Call(Needs.EDITOR, "POST", "/api-keys", "{\"name\": \"CI\", \"permissions\": [\"chat\"]}", 201),
            new Call(Needs.EDITOR, "DELETE", "/apps/{app}", null, 200));

    @ParameterizedTest
    @EnumSource(Role.class)
    void eachRoleMayDoWhatItMayAndNothingElse(Role role) {
        Member owner = members.owner();
        Member member = members.join(owner.tenantId(), role);
        String app = app(owner);
        String key = owner.request().post("/console/api/apps/" + app + "/api-keys").path("id");
        for (Call call : CALLS) {
            boolean allowed = call.needs == Needs.MEMBER || role.atLeast(Role.EDITOR);
            assertEquals(allowed ? call.success : 403, call.status(member.request(), app, key), role + " " + call);
        }
    }

    @Test
    void whatIsRefusedForTheRoleSaysSo() {
        members.join(members.workspace(), Role.NORMAL).request().body("{\"name\": \"A\", \"mode\": \"chat\"}")
                .post("/console/api/apps")
                .then().statusCode(403).body("code", equalTo("access_denied")).body("status", equalTo(403));
    }

    @Test
    void theThingsOfAnotherWorkspaceDoNotExist() {
        Member owner = members.owner();
        String app = app(owner);
        String key = owner.request().post("/console/api/apps/" + app + "/api-keys").path("id");
        Member stranger = members.owner();
        for (Call call : CALLS) {
            if (call.path.contains("{app}")) {
                assertEquals(404, call.status(stranger.request(), app, key), call.toString());
            }
        }
        stranger.request().get("/console/api/apps").then().body("total", equalTo(0));
        owner.request().get("/console/api/apps/" + app).then().statusCode(200);
    }

    @Test
    void whoIsNotSignedInGetsNowhere() {
        for (Call call : CALLS) {
            RequestSpecification nobody = given().contentType(ContentType.JSON);
            assertEquals(401, call.status(nobody, "00000000-0000-7000-8000-000000000000", "x"), call.toString());
        }
    }

    private static String app(Member owner) {
        return owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
    }
}
