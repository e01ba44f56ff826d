package dev.difynative.tools.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** Errands at servers of the Model Context Protocol that nobody has added to the workspace: whoever wants something names them. */
@Singleton
public class NamedServers {
    private final McpClient client;

    NamedServers(McpClient client) { this.client = client; }

    /** {@code policy} says who has named it. */
    public record Server(String url, Map<String, String> headers, Duration timeout, OutboundPolicy policy) {
        private McpServerAddress address() {
            return new McpServerAddress(url, headers, timeout == null ? McpServerAddress.PRESET : timeout, policy);
        }

        @Override
        public String toString() { return url; }
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
