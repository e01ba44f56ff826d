package dev.difynative.api.mcp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolKey;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;

/** Apps that are published as servers of the Model Context Protocol, called by a client that others have written. */
@QuarkusTest
class McpServerTest {
    private static final String CHAT = "/chat/completions";
    private static final String GREETING = """
            {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[
            {'type':'text-input','variable':'name','label':'Name','required':true,'max_length':20}]}},
            {'id':'say','data':{'type':'template-transform','title':'Say','template':'Hello {{ name }}','variables':[
            {'variable':'name','value_selector':['start','name']}]}},
            {'id':'end','data':{'type':'end','title':'End','outputs':[{'variable':'said','value_selector':['say','output']}]}}],
            'edges':[{'source':'start','target':'say'},{'source':'say','target':'end'}]}""";
    private static ModelServer models;

    @Inject TestApps apps;
    @Inject ToolDirectory tools;
    private TestApps.TestApp app;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeApp() {
        models.reset();
        app = apps.of("chat", models);
        models.reset();
    }

    private String publish(TestApps.TestApp published, Map<String, Object> server) {
        return published.owner().request().body(server).post("/console/api/apps/" + published.id() + "/server").then()
                .statusCode(201).body("status", equalTo("active")).extract().path("server_code");
    }

    private static String path(String code) { return "/mcp/server/" + code + "/mcp"; }

    private static McpSyncClient client(String code) {
        return McpClient
                .sync(HttpClientStreamableHttpTransport.builder("http://localhost:" + RestAssured.port).endpoint(path(code))
                        .build())
                .requestTimeout(Eventually.PATIENCE).initializationTimeout(Eventually.PATIENCE).build();
    }

    private static String text(CallToolResult result) { return ((TextContent) result.content().getFirst()).text(); }

    private TestApps.TestApp greeting() {
        TestApps.TestApp workflow = apps.graph(app.owner(), "workflow");
        String graph = GREETING.replace('\'', '"');
        workflow.owner().request().body("{\"graph\":" + graph + ",\"features\":{},\"force\":true}")
                .post("/console/api/apps/" + workflow.id() + "/workflows/draft").then().statusCode(200);
        workflow.owner().request().post("/console/api/apps/" + workflow.id() + "/workflows/publish").then().statusCode(200);
        return workflow;
    }

    @Test
    void aChatAppIsListedWithItsFormAndCalled() {
        app.configure(Map.of("pre_prompt", "Speak {{language}}.", "user_input_form",
                List.of(Map.of("select", Map.of("label", "Language", "variable", "language", "required", true, "options",
                        List.of("Latin", "Greek"))))));
        String code = publish(app,
                Map.of("description", "Answers in old languages", "parameters", Map.of("language", "Which one")));
        models.reply(CHAT, ModelReply.saying("Salve."));
        try (McpSyncClient client = client(code)) {
            client.initialize();
            client.ping();
            assertEquals("Answers in old languages", client.getServerInstructions());
            Tool tool = client.listTools().tools().getFirst();
            assertEquals("Answers in old languages", tool.description());
            assertEquals(List.of("query", "language"), tool.inputSchema().get("required"));
            Map<?, ?> properties = (Map<?, ?>) tool.inputSchema().get("properties");
            assertEquals(Map.of("type", "string", "enum", List.of("Latin", "Greek"), "description", "Which one"),
                    properties.get("language"));
            CallToolResult answer = client
                    .callTool(new CallToolRequest(tool.name(), Map.of("query", "Hello", "language", "Latin")));
            assertFalse(answer.isError());
            assertEquals("Salve.", text(answer));
            assertEquals("Speak Latin.", models.lastAsked().json().at("/messages/0/content").asText());
            CallToolResult refused = client.callTool(new CallToolRequest(tool.name(), Map.of("query", "Hello")));
            assertTrue(refused.isError());
            assertTrue(text(refused).contains("language"), text(refused));
            assertThrows(RuntimeException.class, () -> client.callTool(new CallToolRequest("nothing", Map.of())));
        }
    }

    @Test
    void agentsCompletionsAndWorkflowsAreCalledTheSameWay() {
        TestApps.TestApp agent = apps.more(app.owner(), "agent-chat");
        agent.configure(Map.of("agent_mode", Map.of("enabled", true, "strategy", "function_call", "tools",
                List.of(Map.of("enabled", true, "provider_type", "builtin", "provider_id", "maths", "tool_name",
                        "eval_expression",
                        "tool_parameters", Map.of())))));
        models.reply(CHAT, ModelReply.calling("", "eval_expression", "{\"expression\":\"6*7\"}"), ModelReply.saying("42"));
        try (McpSyncClient client = client(publish(agent, Map.of()))) {
            client.initialize();
            assertEquals("42", text(client
                    .callTool(new CallToolRequest(client.listTools().tools().getFirst().name(), Map.of("query", "6 times 7?")))));
        }
        TestApps.TestApp completion = apps.more(app.owner(), "completion");
        completion.configure(Map.of("pre_prompt", "Shorten: {{text}}", "user_input_form",
                List.of(Map.of("paragraph", Map.of("label", "Text", "variable", "text", "required", true)))));
        models.reply(CHAT, ModelReply.saying("short"));
        try (McpSyncClient client = client(publish(completion, Map.of()))) {
            client.initialize();
            assertEquals("short", text(client
                    .callTool(new CallToolRequest(client.listTools().tools().getFirst().name(), Map.of("text", "long")))));
        }
        try (McpSyncClient client = client(publish(greeting(), Map.of()))) {
            client.initialize();
            assertEquals("{\"said\":\"Hello Ada\"}", text(client
                    .callTool(new CallToolRequest(client.listTools().tools().getFirst().name(), Map.of("name", "Ada")))));
        }
    }

    @Test
    void aServerIsChangedAndGivenAnotherCode() {
        String server = "/console/api/apps/" + app.id() + "/server";
        app.owner().request().get(server).then().statusCode(200).body("id", nullValue());
        String code = publish(app, Map.of("description", "First"));
        app.owner().request().body(Map.of()).post(server).then().statusCode(400);
        app.owner().request().body(Map.of("description", "Second", "status", "inactive")).put(server).then().statusCode(200)
                .body("description", equalTo("Second")).body("server_code", equalTo(code));
        given().contentType(ContentType.JSON).body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").post(path(code)).then()
                .statusCode(404).body("error.code", equalTo(-32600)).body("id", equalTo(1));
        String id = app.owner().request().body(Map.of("status", "active")).put(server).then().extract().path("id");
        String other = app.owner().request().get("/console/api/apps/" + id + "/server/refresh").then().statusCode(200)
                .extract().path("server_code");
        given().contentType(ContentType.JSON).body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").post(path(code)).then()
                .statusCode(404);
        given().contentType(ContentType.JSON).body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").post(path(other)).then()
                .statusCode(200).body("result", notNullValue());
        given().contentType(ContentType.JSON).body("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .post(path(other)).then().statusCode(202);
        given().contentType(ContentType.JSON).body("no json").post(path(other)).then().statusCode(400)
                .body("error.code", equalTo(-32700));
        given().get(path(other)).then().statusCode(405);
    }

    @Test
    void aPublishedAppIsAToolOfOurOwnClient() throws InterruptedException {
        String code = publish(app, Map.of("description", "Answers"));
        app.owner().request()
                .body(Map.of("name", "Ourselves", "server_url", "http://localhost:" + RestAssured.port + path(code),
                        "server_identifier", "ourselves"))
                .post("/console/api/workspaces/current/tool-provider/mcp").then().statusCode(200);
        String name = app.owner().request().get("/console/api/workspaces/current/tools/mcp").then().extract()
                .path("[0].tools[0].name");
        models.reply(CHAT, ModelReply.saying("Yes."));
        assertEquals("Yes.", tools.get(app.owner().tenantId(), new ToolKey("mcp", "ourselves", name))
                .invoke(Map.of("query", "Is it so?"), ToolCallScope.of(app.owner().tenantId(), null, "u")).text());
    }

    @Test
    void aWorkflowIsATool() throws InterruptedException {
        TestApps.TestApp workflow = greeting();
        String path = "/console/api/workspaces/current/tool-provider/workflow";
        Map<String, Object> tool = Map.of("name", "greet", "label", "Greet", "description", "Greets somebody", "icon",
                Map.of("content", "👋", "background", "#fff"), "workflow_app_id", workflow.id(), "parameters",
                List.of(Map.of("name", "name", "description", "Whom to greet", "form", "llm")));
        app.owner().request().body(tool).post(path + "/create").then().statusCode(200);
        app.owner().request().body(tool).post(path + "/create").then().statusCode(400);
        String id = app.owner().request().get(path + "/get?workflow_app_id=" + workflow.id()).then().statusCode(200)
                .body("name", equalTo("greet")).body("tool.parameters[0].llm_description", equalTo("Whom to greet"))
                .extract().path("workflow_tool_id");
        app.owner().request().get("/console/api/workspaces/current/tools/workflow").then()
                .body("[0].workflow_app_id", equalTo(workflow.id())).body("[0].tools[0].name", equalTo("greet"));
        assertEquals("{\"said\":\"Hello Ada\"}", tools.get(app.owner().tenantId(), new ToolKey("workflow", id, "greet"))
                .invoke(Map.of("name", "Ada"), ToolCallScope.of(app.owner().tenantId(), null, "u")).text());
        assertEquals("workflow", Rows.text("SELECT created_from FROM workflow_runs WHERE app_id = ?::uuid", workflow.id()));
        app.owner().request().body(Map.of("workflow_tool_id", id, "name", "welcome", "label", "Welcome")).post(path + "/update")
                .then().statusCode(200);
        app.owner().request().get(path + "/tools?workflow_tool_id=" + id).then().body("[0].name", equalTo("welcome"));
        app.owner().request().body(Map.of("workflow_tool_id", id)).post(path + "/delete").then().statusCode(200);
        app.owner().request().get(path + "/get?workflow_tool_id=" + id).then().statusCode(404);
    }
}
