package dev.difynative.api.console;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.difynative.api.console.ConsoleCalls.Call;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** All calls of the console, as the build has them: by each role, by nobody, and on the things of another workspace. */
@QuarkusTest
class ConsoleCallsTest {
    private static final List<Call> CALLS = ConsoleCalls.all();
    /** What every member may change: the own account, the own sign-in; and what only reads although it is a POST. */
    private static final List<String> OPEN_TO_ALL = List.of("/console/api/account/", "/console/api/logout",
            "/console/api/workspaces/switch", "/documents/download-zip", "/hit-testing", "/external-hit-testing", "/retrieve",
            "/notion/sync", "/console/api/rag/");
    /** Shows what new nodes look like, whatever the app. */
    private static final String SAME_FOR_ALL = "/default-workflow-block-configs";
    private static final String LOGOUT = "POST /console/api/logout";
    private static final String NEW_WORKSPACE = "POST /console/api/workspaces";

    @Inject Members members;

    @Test
    void onlyEditorsChangeAppsAndDatasetsAndOnlyAdminsTheWorkspace() {
        List<Call> tooOpen = CALLS.stream().filter(call -> !call.reads() && call.role() != null)
                .filter(call -> !call.role().atLeast(needed(call))).toList();
        assertEquals(List.of(), tooOpen);
    }

    @Test
    void whatNeedsNoSignInIsKnown() {
        assertEquals(Set.of("GET /console/api/setup", "POST /console/api/setup", "POST /console/api/login",
                "POST /console/api/refresh-token", "GET /console/api/activate/check", "POST /console/api/activate",
                "GET /console/api/ping", "GET /console/api/version", "GET /console/api/system-features"),
                new TreeSet<>(CALLS.stream().filter(call -> call.role() == null).map(Call::toString)
                        .filter(call -> !call.contains("{kind:icon_small")).toList()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void eachRoleIsRefusedWhatIsAboveItAndNothingElse(Role role) {
        Member member = members.join(members.workspace(), role);
        List<String> wrong = new ArrayList<>();
        for (Call call : CALLS) {
            if (call.role() == null || call.toString().equals(LOGOUT)) {
                continue;
            }
            int status = send(member.accessToken(), call, call.path(UUID.randomUUID().toString()));
            boolean refused = status == 403;
            if (refused == role.atLeast(call.role()) || status == 401 || status >= 500) {
                wrong.add(call + " answers " + status);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whoIsNotSignedInGetsNowhere() {
        List<String> wrong = new ArrayList<>();
        for (Call call : CALLS) {
            int status = call.role() == null ? 401 : send("none", call, call.path(UUID.randomUUID().toString()));
            if (status != 401) {
                wrong.add(call + " answers " + status);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theThingsOfAnotherWorkspaceDoNotExist() {
        Member owner = members.owner();
        String app = owner.request().body(Map.of("name", "App", "mode", "chat")).post("/console/api/apps").path("id");
        String graph = owner.request().body(Map.of("name", "Graph", "mode", "workflow")).post("/console/api/apps").path("id");
        String dataset = owner.request().body(Map.of("name", "Set", "permission", "all_team_members",
                "indexing_technique", "economy")).post("/console/api/datasets").path("id");
        String document = owner.request().body(Map.of("name", "Text", "text", "A text.", "indexing_technique", "economy"))
                .post("/console/api/datasets/" + dataset + "/document/create_by_text").path("document.id");
        Member stranger = members.owner();
        List<String> wrong = new ArrayList<>();
        for (Call call : CALLS) {
            if (call.template().endsWith(SAME_FOR_ALL)) {
                continue;
            }
            String other = UUID.randomUUID().toString();
            List<String> paths = switch (call.template()) {
                case String apps when apps.matches("/console/api/apps/\\{.*") ->
                    List.of(call.path(other, app), call.path(other, graph));
                case String sets when sets.matches("/console/api/datasets/\\{.*") -> List.of(call.path(other, dataset, document));
                case String people when people.contains("/members/{") -> List.of(call.path(other, owner.accountId().toString()));
                default -> List.of();
            };
            for (String path : paths) {
                int status = send(stranger.accessToken(), call, path);
                // What is wrong with the request itself may be said before anything is looked up.
                if (status != 404 && status != 400 && status != 415) {
                    wrong.add(call + " answers " + status);
                }
            }
        }
        assertEquals(List.of(), wrong);
        owner.request().get("/console/api/apps/" + app).then().statusCode(200);
        owner.request().get("/console/api/datasets/" + dataset + "/documents/" + document).then().statusCode(200);
    }

    private static Role needed(Call call) {
        if (OPEN_TO_ALL.stream().anyMatch(open -> call.template().startsWith(open) || call.template().endsWith(open))
                || call.toString().equals(NEW_WORKSPACE)) {
            return Role.NORMAL;
        }
        return call.template().startsWith("/console/api/workspaces/") ? Role.ADMIN : Role.EDITOR;
    }

    private static int send(String token, Call call, String path) {
        RequestSpecification request = given().header("Authorization", "Bearer " + token);
        if (call.isForm()) {
            request.multiPart("file", "a.txt", "x".getBytes(StandardCharsets.UTF_8), "text/plain");
        } else if (!call.reads()) {
            request.contentType(ContentType.JSON).body("{}");
        }
        return request.request(call.verb(), path).statusCode();
    }
}
