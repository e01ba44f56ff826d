package dev.difynative.api.console.tools;

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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.tools.PluginTools;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;
import io.quarkus.test.junit.QuarkusTest;

/** Tools that an OpenAPI document describes, as a workspace adds them and as agents use them. */
@QuarkusTest
class ConsoleApiToolsTest extends ToolServers {
    private static final String API = CURRENT + "/tool-provider/api";

    @Inject PluginTools plugins;

    @BeforeEach
    void serveAnimals() {
        server.reply("/api/pets/7", ModelReply.of(200, "application/json", "{\"name\":\"Rex\"}"));
        server.reply("/api/pets", ModelReply.of(201, "application/json", "{\"id\":8}"));
        server.reply("/api/broken", ModelReply.of(503, "text/plain", "out of order"));
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
    void aKeyThatNoHeaderHoldsIsAFaultOfTheTool() {
        Map<String, Object> trial = Map.of("tool_name", "getPet", "provider_name", "", "schema_type", "openapi", "schema",
                document(), "parameters", Map.of("id", 7), "credentials",
                Map.of("auth_type", "api_key_header", "api_key_header", "X-Key", "api_key_header_prefix", "custom",
                        "api_key_value", "v\nx"));
        post(API + "/test/pre", trial).statusCode(200).body("error", containsString("The value of the header 'X-Key'"));
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
    void whatAnotherWorkspaceHasAddedIsUnknown() {
        post(API + "/add", pets(Map.of())).statusCode(200);
        TestApps.TestApp other = apps.of("agent-chat", server);
        other.owner().request().get(API + "/get?provider=pets").then().statusCode(404);
        assertTrue(tools.find(other.owner().tenantId(), new ToolKey("api", "pets", "getPet")).isEmpty());
    }
}
