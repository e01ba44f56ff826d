package dev.difynative.api.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
import io.restassured.RestAssured;

/** All calls of the console, as the build has them: by each role, by nobody, and on the things of another workspace. */
@QuarkusTest
class ConsoleCallsTest {
    private static final int NO_ANSWER = 599;
    private static final int AT_ONCE = 16;
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String FORM = """
            --part\r
            Content-Disposition: form-data; name="file"; filename="a.txt"\r
            Content-Type: text/plain\r
            \r
            x\r
            --part--\r
            """;
    private static final List<Call> CALLS = ConsoleCalls.all();
    /** What every member may change: the own account with its avatar, the own sign-in; and what only reads although it is a POST. */
    private static final List<String> OPEN_TO_ALL = List.of("/console/api/account/", "/console/api/files/upload",
            "/console/api/logout",
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

    /** A call to be made by whoever holds the token. */
    private record Probe(String token, Call call, String path) {}

    private interface Judge {
        boolean isRight(Call call, int status);
    }

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
                "GET /console/api/ping", "GET /console/api/mcp/oauth/callback", "GET /console/api/version",
                "GET /console/api/system-features"),
                new TreeSet<>(CALLS.stream().filter(call -> call.role() == null).map(Call::toString)
                        // Icons are loaded by whoever shows them.
                        .filter(call -> !call.contains("{kind:icon_small") && !call.endsWith("/icon")).toList()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void eachRoleIsRefusedWhatIsAboveItAndNothingElse(Role role) {
        Member member = members.join(members.workspace(), role);
        List<Probe> probes = CALLS.stream().filter(call -> call.role() != null && !call.toString().equals(LOGOUT))
                .map(call -> new Probe(member.accessToken(), call, call.path(UUID.randomUUID().toString()))).toList();
        assertEquals(List.of(), wrong(probes, (call, status) -> (status != 403) == role.atLeast(call.role()) && status != 401
                && status < 500));
    }

    @Test
    void whoIsNotSignedInGetsNowhere() {
        List<Probe> probes = CALLS.stream().filter(call -> call.role() != null)
                .map(call -> new Probe("none", call, call.path(UUID.randomUUID().toString()))).toList();
        assertEquals(List.of(), wrong(probes, (call, status) -> status == 401));
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
        List<Probe> probes = new ArrayList<>();
        List<Call> unknown = new ArrayList<>();
        for (Call call : CALLS) {
            if (!call.template().contains("{") || OF_NO_WORKSPACE.stream().anyMatch(call.template()::contains)) {
                continue;
            }
            String other = UUID.randomUUID().toString();
            List<String> ids = things.entrySet().stream()
                    .filter(thing -> call.template().startsWith("/console/api/" + thing.getKey()))
                    .max(Comparator.comparingInt(thing -> thing.getKey().length())).map(Map.Entry::getValue).orElse(List.of());
            if (ids.isEmpty()) {
                unknown.add(call);
            }
            ids.forEach(id -> probes.add(new Probe(stranger.accessToken(), call, call.path(other, id.split(" ")))));
        }
        assertEquals(List.of(), unknown,
                "These name something that this test does not know: add it to the things of a workspace");
        // What is wrong with the request itself may be said before anything is looked up.
        assertEquals(List.of(), wrong(probes, (call, status) -> status == 404 || status == 400 || status == 415));
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

    /** Those answers that the judge finds wrong, in the order of the calls; requests are sent side by side. */
    private static List<String> wrong(List<Probe> probes, Judge judge) {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Integer>> answers = probes.stream().map(probe -> clients.submit(() -> send(probe))).toList();
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < probes.size(); i++) {
                int status = answers.get(i).get();
                if (!judge.isRight(probes.get(i).call(), status)) {
                    wrong.add(probes.get(i).call() + " answers " + status);
                }
            }
            return wrong;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int send(Probe probe) throws IOException, InterruptedException {
        Call call = probe.call();
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + probe.path()))
                .timeout(Duration.ofMinutes(5)).header("Authorization", "Bearer " + probe.token());
        if (call.isForm()) {
            request.header("Content-Type", "multipart/form-data; boundary=part").method(call.verb(),
                    HttpRequest.BodyPublishers.ofString(FORM));
        } else if (call.reads()) {
            request.method(call.verb(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(call.verb(), HttpRequest.BodyPublishers.ofString("{}"));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException unanswered) {
            return NO_ANSWER;
        }
    }
}
