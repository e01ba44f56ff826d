package dev.difynative.api.console;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** All calls of the console, as the build has them: by each role, by nobody, and on the things of another workspace. */
@QuarkusTest
class ConsoleCallsTest {
    private static final int NO_ANSWER = 599;
    private static final RestAssuredConfig IMPATIENT = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 60_000));
    private static final List<Call> CALLS = ConsoleCalls.all();
    /** What every member may change: the own account, the own sign-in; and what only reads although it is a POST. */
    private static final List<String> OPEN_TO_ALL = List.of("/console/api/account/", "/console/api/logout",
            "/console/api/workspaces/switch", "/documents/download-zip", "/hit-testing", "/external-hit-testing", "/retrieve",
            "/notion/sync", "/console/api/rag/");
    /** What no workspace owns: providers of models and their icons, jobs, and what is not there at all. */
    private static final List<String> OF_NO_WORKSPACE = List.of("/model-providers/{",
            "/models/model-types/{", "/icon_small", "/batch_import_status/{", "/apps/imports/{import}", "/console/api/rag/",
            "/explore/apps/{", "/console/api/notion/{", "/console/api/website/crawl/status/{", "/tool-provider/builtin/{",
            "/agent-provider/{", "/current/tools/{kind");
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
                        // Icons are loaded by whoever shows them.
                        .filter(call -> !call.contains("{kind:icon_small") && !call.endsWith("/icon")).toList()));
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
        Map<String, List<String>> things = things(owner, app, graph, dataset, document);
        List<String> wrong = new ArrayList<>();
        for (Call call : CALLS) {
            if (!call.template().contains("{") || OF_NO_WORKSPACE.stream().anyMatch(call.template()::contains)) {
                continue;
            }
            String other = UUID.randomUUID().toString();
            List<String> ids = things.entrySet().stream()
                    .filter(thing -> call.template().startsWith("/console/api/" + thing.getKey()))
                    .max(Comparator.comparingInt(thing -> thing.getKey().length())).map(Map.Entry::getValue).orElse(List.of());
            if (ids.isEmpty()) {
                wrong.add(call + " names something that this test does not know: add it to the things of a workspace");
            }
            List<String> paths = ids.stream().map(id -> call.path(other, id.split(" "))).toList();
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

    /** Something of each kind that paths name, by the beginning of these paths; several ids of one path are in one text. */
    private static Map<String, List<String>> things(Member owner, String app, String graph, String dataset, String document) {
        owner.request().body(Map.of("plugin_unique_identifier", "langgenius/localai"))
                .post("/console/api/workspaces/current/plugins/install").then().statusCode(200);
        // What cannot be made without another machine is a row.
        UUID extension = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO api_based_extensions (id, tenant_id, name, api_endpoint, sealed_api_key, created_at)
                VALUES (?, ?, 'Extension', 'https://example.com', '', now())""", extension, owner.tenantId());
        UUID knowledge = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO external_knowledge_apis (id, tenant_id, name, description, endpoint, sealed_api_key, created_at, updated_at)
                VALUES (?, ?, 'Knowledge', '', 'https://example.com', '', now(), now())""", knowledge, owner.tenantId());
        UUID server = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO tool_providers (id, tenant_id, kind, name, definition, sealed, created_at, updated_at)
                VALUES (?, ?, 'mcp', 'server', '{}', '', now(), now())""", server, owner.tenantId());
        Map<String, List<String>> things = new HashMap<>();
        things.put("workspaces/current/tool-provider/mcp/", List.of(server.toString()));
        UUID run = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO workflow_runs (id, tenant_id, app_id, version, type, triggered_from, created_from, inputs, status, task_id,
                    created_at)
                VALUES (?, ?, ?, 'v1.0.0', 'workflow', 'app-run', 'service-api', '{}', 'paused', ?, now())""", run,
                owner.tenantId(), UUID.fromString(graph), UUID.randomUUID());
        String token = "token-" + run;
        Rows.insert("""
                INSERT INTO human_input_forms (id, tenant_id, app_id, run_id, node_id, token, definition, status, expires_at,
                    created_at)
                VALUES (?, ?, ?, ?, 'n', ?, '{}', 'waiting', now() + interval '1 hour', now())""", UUID.randomUUID(),
                owner.tenantId(), UUID.fromString(graph), run, token);
        things.put("workflow/{", List.of(run.toString()));
        things.put("form/human_input/{", List.of(token));
        things.put("apps/{", List.of(app, graph));
        things.put("apps/imports/{", List.of(app));
        things.put("datasets/{", List.of(dataset + " " + document));
        things.put("datasets/external-knowledge-api/{", List.of(knowledge.toString()));
        things.put("api-based-extension/{", List.of(extension.toString()));
        things.put("workspaces/current/members/{", List.of(owner.accountId().toString()));
        things.put("workspaces/current/plugins/{", List.of("langgenius localai"));
        things.put("api-keys/{", List.of(made(owner, "api-keys", Map.of("name", "CI", "permissions", List.of("chat")))));
        things.put("datasets/api-keys/{", List.of(made(owner, "datasets/api-keys", Map.of())));
        things.put("tags/{", List.of(made(owner, "tags", Map.of("name", "Tag", "type", "knowledge"))));
        things.put("account/api-tokens/{", List.of(made(owner, "account/api-tokens", Map.of("name", "Token"))));
        return things;
    }

    private static String made(Member owner, String path, Map<String, Object> body) {
        return owner.request().body(body).post("/console/api/" + path).then().extract().path("id");
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
        try {
            return request.config(IMPATIENT).request(call.verb(), path).statusCode();
        } catch (Exception unanswered) {
            // The client's own exception is checked, and thrown without being declared.
            if (unanswered instanceof SocketTimeoutException) {
                return NO_ANSWER;
            }
            throw unanswered;
        }
    }
}
