package dev.difynative.api.console.tools;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.McpStandIn;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Servers of the Model Context Protocol, as a workspace adds them and as agents use them. */
@QuarkusTest
class ConsoleMcpToolsTest extends ToolServers {
    private static final String MCP = CURRENT + "/tool-provider/mcp";

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/plain", "/sse"})
    void theToolsOfAnMcpServerAreListedAndCalled(String path) {
        Map<String, Object> added = Map.of("name", "Greeter", "server_url", mcp.url(path), "server_identifier", "greeter", "icon",
                "👋", "icon_type", "emoji", "icon_background", "#fff", "headers", Map.of());
        String id = post(MCP, added).statusCode(200).body("id", equalTo("greeter"))
                .body("tools.name", equalTo(List.of("greet", "fail")))
                .body("tools[0].parameters.name", equalTo(List.of("name", "times"))).extract().path("id");
        get(CURRENT + "/audit-logs?action=mcp_tool.add").body("data.target_id", equalTo(List.of(id)));
        agentWith("mcp", id, "greet", "fail");
        server.reply("/chat/completions",
                ModelReply.calling("", "greet", "{\"name\":\"Ada\",\"times\":\"3\"}", "fail", "{}"),
                ModelReply.saying("Done."));
        ask("Greet Ada");
        JsonNode messages = server.lastAsked().json().get("messages");
        assertEquals("Hello Ada!!!\n{\"greeting\":\"Hello Ada!!!\"}", messages.get(2).get("content").asText());
        assertEquals("The tool failed: I fail", messages.get(3).get("content").asText());
        assertEquals(List.of("initialize", "notifications/initialized", "tools/list", "tools/list"), mcp.methods().subList(0, 4));
        Eventually.isTrue("sessions are ended", () -> mcp.openSessions() == 0);
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
    void aHeaderThatCannotBeSentIsToldAtOnce() {
        Map<String, Object> added = new HashMap<>(Map.of("name", "Greeter", "server_url", mcp.url("/mcp"), "server_identifier",
                "greeter"));
        added.put("headers", Map.of("X-Key", "k\n1"));
        post(MCP, added).statusCode(400).time(lessThan(10_000L)).body("message", containsString("the header 'X-Key'"));
        added.put("headers", Map.of("X Key", "k1"));
        post(MCP, added).statusCode(400).time(lessThan(10_000L)).body("message", containsString("'X Key'"));
    }

    @Test
    void serversThatAnAppNamesItselfAreListedAndCalled() {
        String servers = "{\"mcpServers\":{\"greeter\":{\"url\":\"" + mcp.url("/mcp") + "\",\"timeout\":60}}}";
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
    void aClientAuthorizesItselfAndRenewsItsTokenForTheSameScope() throws InterruptedException {
        String id = post(MCP, Map.of("name", "Machine", "server_url", mcp.url("/machine"), "server_identifier", "machine",
                "headers", Map.of(), "authentication", Map.of("client_id", "robot", "client_secret", "wrong")))
                .statusCode(200).body("is_team_authorization", equalTo(false)).extract().path("id");
        post(MCP + "/auth", Map.of("provider_id", id)).statusCode(400).body("message", containsString("invalid_grant"));
        app.owner().request().body(Map.of("provider_id", id, "name", "Machine", "server_url", mcp.url("/machine"),
                "server_identifier", "machine", "authentication", Map.of("client_id", "robot", "client_secret", "s3cret:/")))
                .put(MCP).then().statusCode(200);
        mcp.tokensHold(10);
        post(MCP + "/auth", Map.of("provider_id", id)).statusCode(200).body("result", equalTo("success"));
        get(MCP + "/tools/" + id).body("is_team_authorization", equalTo(true)).body("tools.name", hasItems("greet"));
        int given = mcp.tokensGiven();
        mcp.tokensHold(3_600);
        ToolCallScope scope = ToolCallScope.of(app.owner().tenantId(), null, "u");
        for (int call = 0; call < 2; call++) {
            assertTrue(tools.get(app.owner().tenantId(), new ToolKey("mcp", "machine", "greet"))
                    .invoke(Map.of("name", "Ada"), scope).text().startsWith("Hello Ada"));
        }
        assertEquals(given + 1, mcp.tokensGiven(), "a token that ends is renewed once, for the scope that the server has named");
    }

    @Test
    void theStrategyOfAnAgentNodeBringsTheToolsOfServersAlong() {
        SampleApp workflow = TestWorkflows.app(app.owner().tenantId(), "workflow", """
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                 {'id':'agent','data':{'type':'agent','title':'Agent','agent_strategy_provider_name':
                   'junjiem/mcp_see_agent/mcp_see_agent','agent_strategy_name':'mcp_sse_function_calling','agent_parameters':{
                   'model':{'type':'constant','value':{'provider':'langgenius/openai/openai','model':'gpt-4o-mini'}},
                   'instruction':{'type':'constant','value':'Be kind.'},'query':{'type':'constant','value':'Greet Ada'},
                   'mcp_servers_config':{'type':'constant','value':'{\\'greeter\\':{\\'url\\':\\'%s\\'}}'},
                   'maximum_iterations':{'type':'constant','value':3}}}},
                 {'id':'end','data':{'type':'end','title':'End','outputs':[
                   {'variable':'said','value_selector':['agent','text']}]}}],
                 'edges':[{'id':'e1','source':'start','target':'agent'},{'id':'e2','source':'agent','target':'end'}]}"""
                .formatted(mcp.url("/mcp")));
        server.reply("/chat/completions", ModelReply.calling("", "greet", "{\"name\":\"Ada\"}"), ModelReply.saying("Greeted."));
        workflow.call("{\"inputs\":{},\"response_mode\":\"blocking\",\"user\":\"u\"}").post("/v1/workflows/run").then()
                .statusCode(200).body("data.status", equalTo("succeeded")).body("data.outputs.said", containsString("Greeted."));
        assertTrue(server.lastAsked().json().get("messages").toString().contains("Hello Ada!"));
    }
}
