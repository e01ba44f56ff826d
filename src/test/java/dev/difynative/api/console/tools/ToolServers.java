package dev.difynative.api.console.tools;

import static dev.difynative.testsupport.TestApps.streamed;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.McpStandIn;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import dev.difynative.tools.ToolDirectory;
import io.restassured.response.ValidatableResponse;

/** What tests of tools share: an agent app, whose model is a stand-in that also serves what tools call, and a server of the Model Context Protocol. */
abstract class ToolServers {
    static final String CURRENT = "/console/api/workspaces/current";
    static ModelServer server;
    static McpStandIn mcp;

    @Inject TestApps apps;
    @Inject ToolDirectory tools;
    TestApps.TestApp app;

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
        mcp.forget();
    }

    ValidatableResponse post(String path, Object body) { return app.owner().request().body(body).post(path).then(); }

    ValidatableResponse get(String path) { return app.owner().request().get(path).then(); }

    List<JsonNode> ask(String query) {
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed(query))) {
            return stream.all();
        }
    }

    void agentWith(String type, String provider, String... names) {
        List<Map<String, Object>> chosen = java.util.Arrays.stream(names)
                .map(name -> Map.<String, Object>of("enabled", true, "provider_type", type, "provider_id", provider, "tool_name",
                        name, "tool_parameters", Map.of()))
                .toList();
        app.configure(Map.of("agent_mode", Map.of("enabled", true, "strategy", "function_call", "tools", chosen)));
    }
}
