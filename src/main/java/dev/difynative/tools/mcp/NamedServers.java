package dev.difynative.tools.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** Errands at servers of the Model Context Protocol that nobody has added to the workspace: whoever wants something names them. */
@Singleton
public class NamedServers {
    private static final int MOST_SECONDS = 600;

    private final McpClient client;
    private final ObjectMapper json;

    NamedServers(McpClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** {@code policy} says who has named it. */
    public record Server(String url, Map<String, String> headers, Duration timeout, OutboundPolicy policy) {
        private McpServerAddress address() {
            return new McpServerAddress(url, headers, timeout == null ? McpServerAddress.PRESET : timeout, policy);
        }

        @Override
        public String toString() { return url; }
    }

    /** The servers in {@code {"name": {"url", "headers", "timeout"}}}, which may stand below {@code mcpServers}. */
    public List<Server> read(JsonNode config, OutboundPolicy policy) {
        List<Server> named = new ArrayList<>();
        (config.has("mcpServers") ? config.get("mcpServers") : config).properties().forEach(entry -> {
            JsonNode server = entry.getValue();
            Map<String, String> headers = new LinkedHashMap<>();
            server.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
            named.add(new Server(server.path("url").asText(""), headers,
                    server.has("timeout")
                            ? Duration.ofSeconds(Math.clamp(server.get("timeout").asLong(30), 1, MOST_SECONDS))
                            : null,
                    policy));
        });
        return named;
    }

    /** The tools of the servers that the author of an app has written down, ready to be called. */
    public List<Tool> offeredBy(String config) throws InterruptedException {
        List<Tool> offered = new ArrayList<>();
        try {
            for (Server server : read(json.readTree(config), OutboundPolicy.UNTRUSTED)) {
                tools(server).forEach(described -> offered.add(new McpTool(server::address, described, client, json)));
            }
        } catch (JsonProcessingException noJson) {
            throw new ToolFailure("The configuration of the MCP servers is not valid JSON: " + noJson.getOriginalMessage());
        }
        return offered;
    }

    /** The server's tools, as it describes them. */
    public List<JsonNode> tools(Server server) throws InterruptedException {
        try {
            return client.tools(server.address());
        } catch (McpFault refused) {
            throw new ToolFailure("The server %s cannot be used: %s".formatted(server, refused.getMessage()));
        }
    }

    public ToolResult call(Server server, String tool, Map<String, Object> arguments, ToolCallScope scope)
            throws InterruptedException {
        try {
            return McpTool.result(tool, client.call(server.address(), tool, arguments, scope.onCancel()));
        } catch (McpFault refused) {
            throw new ToolFailure(refused.getMessage());
        }
    }
}
