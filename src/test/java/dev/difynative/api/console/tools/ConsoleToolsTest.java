package dev.difynative.api.console.tools;

import static dev.difynative.testsupport.TestApps.streamed;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.McpStandIn;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.tools.PluginTools;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** Tools of all kinds, as a workspace adds them and as agents use them. */
@QuarkusTest
class ConsoleToolsTest {
    private static final String CURRENT = "/console/api/workspaces/current";
    private static final String API = CURRENT + "/tool-provider/api";
    private static final String MCP = CURRENT + "/tool-provider/mcp";
    private static ModelServer server;
    private static McpStandIn mcp;

    @Inject TestApps apps;
    @Inject ToolDirectory tools;
    @Inject PluginTools plugins;
    private TestApps.TestApp app;

    @BeforeAll
    static void startServers() {
        server = ModelServer.start();
        mcp = McpStandIn.start();
    }

    @AfterAll
    static void stopServers() {
        server.close();
        mcp.close();
    }

    @BeforeEach
    void makeApp() {
        server.reset();
        app = apps.of("agent-chat", server);
        server.reset();
        server.reply("/api/pets/7", ModelReply.of(200, "application/json", "{\"name\":\"Rex\"}"));
        server.reply("/api/pets", ModelReply.of(201, "application/json", "{\"id\":8}"));
        server.reply("/api/broken", ModelReply.of(503, "text/plain", "out of order"));
        mcp.forget();
    }

    private static String document() { return """
                openapi: 3.1.0
                info: {title: Pets, description: Knows pets, version: '1'}
                servers: [{url: 'http://localhost:%d/api'}]
                paths:
                  /pets/{id}:
                    get:
                      operationId: getPet
                      summary: Gets a pet
                      parameters:
                        - {name: id, in: path, required: true, schema: {type: integer}, description: Its number}
                        - {name: fields, in: query, schema: {type: string}}
                  /pets:
                    post:
                      summary: Adds a pet
                      requestBody:
                        content:
                          application/json:
                            schema: {$ref: '#/components/schemas/Pet'}
                  /broken:
                    get: {operationId: broken, summary: Fails}
                components:
                  schemas:
                    Pet:
                      type: object
                      required: [name]
                      properties:
                        name: {type: string}
                        age: {type: integer}
                """.formatted(server.port()); }

    private static Map<String, Object> pets(Map<String, Object> credentials) {
        return new HashMap<>(
                Map.of("provider", "pets", "schema_type", "openapi", "schema", document(), "credentials", credentials,
                        "icon", Map.of("background", "#fff", "content", "🐾"), "labels", List.of("utilities")));
    }

    private ValidatableResponse post(String path, Object body) { return app.owner().request().body(body).post(path).then(); }

    private ValidatableResponse get(String path) { return app.owner().request().get(path).then(); }

    private List<JsonNode> ask(String query) {
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed(query))) {
            return stream.all();
        }
    }

    private void agentWith(String type, String provider, String... names) {
        List<Map<String, Object>> chosen = java.util.Arrays.stream(names)
                .map(name -> Map.<String, Object>of("enabled", true, "provider_type", type, "provider_id", provider, "tool_name",
                        name, "tool_parameters", Map.of()))
                .toList();
        app.configure(Map.of("agent_mode", Map.of("enabled", true, "strategy", "function_call", "tools", chosen)));
    }

    @Test
    void anOpenApiDocumentBecomesToolsThatAnAgentUses() {
        post(API + "/add",
                pets(Map.of("auth_type", "api_key_header", "api_key_header", "X-Key", "api_key_header_prefix", "custom",
                        "api_key_value", "very-secret-key")))
                .statusCode(200).body("result", equalTo("success"));
        String id = get(CURRENT + "/tools/api").statusCode(200).body("[0].name", equalTo("pets"))
                .body("[0].type", equalTo("api")).body("[0].tools.name", equalTo(List.of("getPet", "pets_post", "broken")))
                .body("[0].tools[0].parameters.name", equalTo(List.of("id", "fields")))
                .body("[0].tools[0].parameters[0].type", equalTo("number"))
                .body("[0].tools[0].parameters[0].required", equalTo(true)).extract().path("[0].id");
        agentWith("api", id, "getPet", "pets_post", "broken");
        server.reply("/chat/completions",
                ModelReply.calling("", "getPet", "{\"id\":7,\"fields\":\"a b\"}", "pets_post", "{\"name\":\"Mia\",\"age\":\"3\"}",
                        "broken", "{}"),
                ModelReply.saying("Rex."));
        ask("Who is 7?");
        JsonNode messages = server.lastAsked().json().get("messages");
        assertEquals("{\"name\":\"Rex\"}", messages.get(2).get("content").asText());
        assertEquals("{\"id\":8}", messages.get(3).get("content").asText());
        assertEquals("The tool failed: Request failed with status code 503 and out of order",
                messages.get(4).get("content").asText());
        ModelServer.Asked got = server.asked().stream().filter(asked -> asked.path().startsWith("/api/pets/7")).findFirst()
                .orElseThrow();
        assertEquals("/api/pets/7?fields=a+b", got.path());
        assertEquals("very-secret-key", got.headers().get("x-key"));
        ModelServer.Asked posted = server.asked().stream().filter(asked -> asked.path().equals("/api/pets")).findFirst()
                .orElseThrow();
        assertEquals("{\"name\":\"Mia\",\"age\":3}", posted.body());
        assertFalse(Rows.text("SELECT sealed FROM tool_providers WHERE id = ?::uuid", id).contains("very-secret"));
    }

    @Test
    void anApiIsReadChangedAndRemoved() {
        post(API + "/add",
                pets(Map.of("auth_type", "api_key_query", "api_key_query_param", "key", "api_key_value", "abcdefghijkl")))
                .statusCode(200);
        post(API + "/add", pets(Map.of())).statusCode(400).body("code", equalTo("invalid_param"));
        String masked = get(API + "/get?provider=pets").statusCode(200).body("schema_type", equalTo("openapi"))
                .body("tools[0].operation_id", equalTo("getPet")).body("icon.content", equalTo("🐾"))
                .extract().path("credentials.api_key_value");
        assertEquals("abcdef************kl", masked);
        Map<String, Object> change = pets(
                Map.of("auth_type", "api_key_query", "api_key_query_param", "key", "api_key_value", masked));
        change.put("provider", "animals");
        change.put("original_provider", "pets");
        post(API + "/update", change).statusCode(200);
        get(API + "/tools?provider=animals").statusCode(200).body("name", hasItems("getPet"));
        get(API + "/get?provider=pets").statusCode(404);
        agentWith("api", "animals", "getPet");
        server.reply("/chat/completions", ModelReply.calling("", "getPet", "{\"id\":7}"), ModelReply.saying("Rex."));
        ask("Who?");
        assertTrue(server.asked().stream().anyMatch(asked -> asked.path().equals("/api/pets/7?key=abcdefghijkl")));
        post(API + "/delete", Map.of("provider", "animals")).statusCode(200);
        get(CURRENT + "/tools/api").body("", hasSize(0));
    }

    @Test
    void aDocumentIsReadAndTriedBeforeItIsSaved() {
        post(API + "/schema", Map.of("schema", document())).statusCode(200).body("schema_type", equalTo("openapi"))
                .body("parameters_schema.operation_id", hasItems("getPet", "pets_post"))
                .body("parameters_schema[1].parameters.name", equalTo(List.of("name", "age")))
                .body("credentials_schema.variable", hasItems("auth_type", "api_key_value"));
        post(API + "/schema", Map.of("schema", "{\"openapi\":\"3.0.0\",\"paths\":{}}")).statusCode(400)
                .body("details.field", equalTo("schema"));
        post(API + "/schema", Map.of("schema", "]not a document")).statusCode(400);
        Map<String, Object> trial = Map.of("tool_name", "getPet", "provider_name", "", "schema_type", "openapi", "schema",
                document(), "parameters", Map.of("id", 7), "credentials",
                Map.of("auth_type", "api_key_header", "api_key_header_prefix", "basic", "api_key_value", "me:you"));
        post(API + "/test/pre", trial).statusCode(200).body("result", equalTo("{\"name\":\"Rex\"}"));
        assertEquals("Basic bWU6eW91", server.lastAsked().headers().get("authorization"));
        Map<String, Object> failing = new HashMap<>(trial);
        failing.put("tool_name", "broken");
        post(API + "/test/pre", failing).statusCode(200).body("error", containsString("503"));
        server.reply("/pets.yaml", ModelReply.of(200, "text/yaml", document()));
        get(API + "/remote?url=http://localhost:" + server.port() + "/pets.yaml").statusCode(200)
                .body("schema", containsString("Adds a pet"));
        get(API + "/remote?url=http://169.254.169.254/latest").statusCode(400);
    }

    @Test
    void anAddressOfTheOwnNetworkIsNotCalled() {
        Map<String, Object> inner = pets(Map.of());
        inner.put("schema", document().replace("localhost:" + server.port(), "10.1.2.3"));
        post(API + "/add", inner).statusCode(200);
        ToolFailure refused = assertThrows(ToolFailure.class, () -> tools
                .get(app.owner().tenantId(), new ToolKey("api", "pets", "getPet"))
                .invoke(Map.of("id", 1), ToolCallScope.of(app.owner().tenantId(), null, "u")));
        assertTrue(refused.getMessage().contains("10.1.2.3"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/plain", "/sse"})
    void theToolsOfAnMcpServerAreListedAndCalled(String path) {
        Map<String, Object> added = Map.of("name", "Greeter", "server_url", mcp.url(path), "server_identifier", "greeter", "icon",
                "👋", "icon_type", "emoji", "icon_background", "#fff", "headers", Map.of());
        String id = post(MCP, added).statusCode(200).body("id", equalTo("greeter"))
                .body("tools.name", equalTo(List.of("greet", "fail")))
                .body("tools[0].parameters.name", equalTo(List.of("name", "times"))).extract().path("id");
        agentWith("mcp", id, "greet", "fail");
        server.reply("/chat/completions",
                ModelReply.calling("", "greet", "{\"name\":\"Ada\",\"times\":\"3\"}", "fail", "{}"),
                ModelReply.saying("Done."));
        ask("Greet Ada");
        JsonNode messages = server.lastAsked().json().get("messages");
        assertEquals("Hello Ada!!!\n{\"greeting\":\"Hello Ada!!!\"}", messages.get(2).get("content").asText());
        assertEquals("The tool failed: I fail", messages.get(3).get("content").asText());
        assertEquals(List.of("initialize", "notifications/initialized", "tools/list", "tools/list"), mcp.methods().subList(0, 4));
        ModelServer.await("sessions are ended", () -> mcp.openSessions() == 0);
    }

    @Test
    void anMcpServerIsChangedRefreshedAndRemoved() {
        Map<String, Object> guarded = new HashMap<>(Map.of("name", "Guarded", "server_url", mcp.url("/guarded"),
                "server_identifier", "guarded", "headers", Map.of("Authorization", "Bearer wrong-token")));
        post(MCP, guarded).statusCode(400).body("message", containsString("401"));
        guarded.put("headers", Map.of("Authorization", McpStandIn.TOKEN));
        post(MCP, guarded).statusCode(200).body("masked_headers.Authorization", equalTo("Bearer************in"));
        String id = get(CURRENT + "/tool-providers?type=mcp").body("[0].name", equalTo("Guarded"))
                .body("[0].server_identifier", equalTo("guarded")).extract().path("[0].id");
        mcp.renameTool("wave");
        get(MCP + "/update/" + id).statusCode(200).body("tools.name", hasItems("wave"));
        mcp.renameTool("greet");
        post(MCP + "/auth", Map.of("provider_id", id)).statusCode(200);
        get(MCP + "/tools/" + id).body("tools.name", hasItems("greet"));
        guarded.put("provider_id", id);
        guarded.put("name", "Renamed");
        guarded.put("headers", Map.of("Authorization", "Bearer************in"));
        app.owner().request().body(guarded).put(MCP).then().statusCode(200);
        get(MCP + "/tools/" + id).body("label.en_US", equalTo("Renamed"));
        app.owner().request().body(Map.of("provider_id", id)).delete(MCP).then().statusCode(200);
        get(MCP + "/tools/" + id).statusCode(404);
    }

    @Test
    void builtInToolsAreListedAndGivenCredentials() {
        String tavily = CURRENT + "/tool-provider/builtin/tavily";
        get(CURRENT + "/tools/builtin").statusCode(200)
                .body("name", hasItems("time", "tavily", "searxng", "jina", "webscraper", "rss"))
                .body("find { it.name == 'tavily' }.is_team_authorization", equalTo(false))
                .body("find { it.name == 'time' }.is_team_authorization", equalTo(true))
                .body("find { it.name == 'time' }.tools.name", hasItems("current_time"));
        get(tavily + "/credential/schema/api-key").statusCode(200).body("[0].variable", equalTo("tavily_api_key"));
        get(tavily + "/icon").statusCode(200).contentType(containsString("image/svg+xml"));
        get(CURRENT + "/tool-provider/builtin/langgenius/tavily/tavily/tools").statusCode(200)
                .body("name", hasItems("tavily_search"));
        post(tavily + "/add", Map.of("credentials", Map.of())).statusCode(400);
        post(tavily + "/add", Map.of("name", "Mine", "credentials", Map.of("tavily_api_key", "tvly-0123456789"))).statusCode(200);
        post(tavily + "/add", Map.of("name", "Other", "credentials", Map.of("tavily_api_key", "tvly-abcdefghij")))
                .statusCode(200);
        String other = get(tavily + "/credentials").body("name", equalTo(List.of("Mine", "Other")))
                .body("[0].is_default", equalTo(true)).body("[0].credentials.tavily_api_key", equalTo("tvly-0************89"))
                .extract().path("[1].id");
        post(tavily + "/default-credential", Map.of("id", other)).statusCode(200);
        post(tavily + "/update", Map.of("credential_id", other, "name", "Second", "credentials",
                Map.of("tavily_api_key", "tvly-a************ij"))).statusCode(200);
        get(tavily + "/credential/info").body("credentials.find { it.is_default }.name", equalTo("Second"));
        post(tavily + "/delete", Map.of("credential_id", other)).statusCode(200);
        get(tavily + "/credentials").body("", hasSize(1)).body("[0].is_default", equalTo(true));
        get(CURRENT + "/tool-labels").statusCode(200).body("name", hasItems("search"));
        get(CURRENT + "/agent-providers").statusCode(200)
                .body("[0].declaration.strategies.identity.name", hasItems("function_calling", "ReAct"));
        get(CURRENT + "/agent-provider/langgenius/agent/agent").statusCode(200);
    }

    @Test
    void aSearchGoesToTheWorkspacesOwnServer() throws InterruptedException {
        server.reply("/search", ModelReply.of(200, "application/json", """
                {"results":[{"title":"Hedgehogs","url":"https://h.example","content":"They sleep"},
                {"title":"Foxes","url":"https://f.example","content":"They hunt"}]}"""));
        post(CURRENT + "/tool-provider/builtin/searxng/add",
                Map.of("credentials", Map.of("searxng_base_url", server.url() + "/"))).statusCode(200);
        String found = tools.get(app.owner().tenantId(), new ToolKey("builtin", "searxng", "searxng_search"))
                .invoke(Map.of("query", "winter animals", "num_results", 1), ToolCallScope.of(app.owner().tenantId(), null, "u"))
                .text();
        assertEquals("Title: Hedgehogs\nURL: https://h.example\nContent: They sleep", found);
        assertEquals("/search?q=winter+animals&format=json&categories=general", server.lastAsked().path());
    }

    @Test
    void aFeedIsRead() throws InterruptedException {
        server.reply("/feed", ModelReply.of(200, "application/rss+xml", """
                <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
                <title>News</title><item><title>One &amp; only</title><link>https://n.example/1</link>
                <description><![CDATA[<p>First <b>news</b></p>]]></description><pubDate>Mon, 01 Jan 2024</pubDate></item>
                <item><title>Two</title><link>https://n.example/2</link></item></channel></rss>"""));
        String read = tools.get(app.owner().tenantId(), new ToolKey("builtin", "rss", "read_feed"))
                .invoke(Map.of("url", "http://localhost:" + server.port() + "/feed", "max_items", 1),
                        ToolCallScope.of(app.owner().tenantId(), null, "u"))
                .text();
        assertEquals("Title: One & only\nURL: https://n.example/1\nPublished: Mon, 01 Jan 2024\nSummary: First news", read);
    }

    @Test
    void whatAPluginBringsComesAndGoesWithIt() throws InterruptedException {
        plugins.install(app.owner().tenantId(), app.owner().accountId(), "acme/pets", List.of(
                new PluginTools.Api("acme_pets", "Pets", "Knows pets", "🐾", document(), Map.of()),
                new PluginTools.McpServer("acme_greeter", "Greeter", "👋", mcp.url("/mcp"), Map.of())));
        get(CURRENT + "/tools/api").body("name", hasItems("acme_pets")).body("[0].plugin_id", equalTo("acme/pets"));
        get(CURRENT + "/tools/mcp").body("id", hasItems("acme_greeter"));
        ToolCallScope scope = ToolCallScope.of(app.owner().tenantId(), null, "u");
        assertEquals("{\"name\":\"Rex\"}", tools.get(app.owner().tenantId(),
                new ToolKey("builtin", "acme/pets/acme_pets", "getPet")).invoke(Map.of("id", 7), scope).text());
        assertEquals("{\"name\":\"Rex\"}", tools.get(app.owner().tenantId(), new ToolKey("api", UUID.randomUUID().toString(),
                "acme_pets", "getPet", null)).invoke(Map.of("id", 7), scope).text(), "an app from elsewhere knows another id");
        post(API + "/delete", Map.of("provider", "acme_pets")).statusCode(400).body("message", containsString("plugin"));
        assertThrows(Failure.class, () -> plugins.install(app.owner().tenantId(), app.owner().accountId(), "acme/pets",
                List.of(new PluginTools.Api("acme_pets", "Pets", "", "", "no document", Map.of()))));
        get(CURRENT + "/tools/api").body("name", hasItems("acme_pets"));
        plugins.uninstall(app.owner().tenantId(), "acme/pets");
        get(CURRENT + "/tools/api").body("name", not(hasItems("acme_pets")));
        get(CURRENT + "/tools/mcp").body("", hasSize(0));
    }

    @Test
    void serversThatAnAppNamesItselfAreListedAndCalled() {
        String servers = "{\"mcpServers\":{\"greeter\":{\"url\":\"" + mcp.url("/mcp") + "\",\"timeout\":5}}}";
        post(CURRENT + "/tool-provider/builtin/mcp_sse/add", Map.of("credentials", Map.of("servers_config", servers)))
                .statusCode(200);
        agentWith("builtin", "junjiem/mcp_sse/mcp_sse", "mcp_sse_list_tools", "mcp_sse_call_tool");
        server.reply("/chat/completions", ModelReply.calling("", "mcp_sse_list_tools", "{}"),
                ModelReply.calling("", "mcp_sse_call_tool",
                        "{\"tool_name\":\"greet\",\"arguments\":\"{\\\"name\\\":\\\"Ada\\\"}\"}"),
                ModelReply.saying("Done."));
        ask("Greet Ada");
        JsonNode messages = server.lastAsked().json().get("messages");
        assertTrue(messages.get(2).get("content").asText().contains("\"name\":\"greet\""), messages::toString);
        assertEquals("Hello Ada!\n{\"greeting\":\"Hello Ada!\"}", messages.get(4).get("content").asText());
    }

    @Test
    void anMcpServerIsAuthorizedByAPersonWhoConsents() throws InterruptedException {
        String id = post(MCP, Map.of("name", "Locked", "server_url", mcp.url("/locked"), "server_identifier", "locked", "headers",
                Map.of())).statusCode(200).body("is_team_authorization", equalTo(false)).body("tools", hasSize(0)).extract()
                .path("id");
        String consent = post(MCP + "/auth", Map.of("provider_id", id)).statusCode(200).extract().path("authorization_url");
        String back = mcp.consent(consent);
        assertTrue(back.contains("/console/api/mcp/oauth/callback?code="), back);
        RestAssured.given().get(back.replaceFirst("state=.{8}", "state=00000000")).then().statusCode(400);
        // Such a token is to be replaced at once, with the other one that came with it.
        mcp.tokensHold(10);
        RestAssured.given().urlEncodingEnabled(false).get(back).then().statusCode(200)
                .body(containsString("authorized"));
        get(MCP + "/tools/locked").body("is_team_authorization", equalTo(true)).body("tools.name", hasItems("greet"))
                .body("masked_headers", equalTo(Map.of())).body("is_dynamic_registration", equalTo(true));
        int given = mcp.tokensGiven();
        mcp.tokensHold(3_600);
        ToolCallScope scope = ToolCallScope.of(app.owner().tenantId(), null, "u");
        ToolKey greet = new ToolKey("mcp", "locked", "greet");
        for (int call = 0; call < 2; call++) {
            assertTrue(tools.get(app.owner().tenantId(), greet).invoke(Map.of("name", "Ada"), scope).text()
                    .startsWith("Hello Ada"));
        }
        assertEquals(given + 1, mcp.tokensGiven(), "one token is enough for both");
        post(MCP + "/auth", Map.of("provider_id", id)).statusCode(200).body("result", equalTo("success"));
    }

    @Test
    void whatAnotherWorkspaceHasAddedIsUnknown() {
        post(API + "/add", pets(Map.of())).statusCode(200);
        TestApps.TestApp other = apps.of("agent-chat", server);
        other.owner().request().get(API + "/get?provider=pets").then().statusCode(404);
        assertTrue(tools.find(other.owner().tenantId(), new ToolKey("api", "pets", "getPet")).isEmpty());
    }
}
