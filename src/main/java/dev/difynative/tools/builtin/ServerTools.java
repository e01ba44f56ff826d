package dev.difynative.tools.builtin;

import static dev.difynative.tools.builtin.BuiltinTool.Parameter.optional;
import static dev.difynative.tools.builtin.BuiltinTool.Parameter.required;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.builtin.BuiltinTool.Arguments;
import dev.difynative.tools.mcp.NamedServers;

/**
 * The tools of the plugin that Dify had before it was a client of the Model Context Protocol itself: servers are named by a JSON text,
 * {@code {"name": {"url": …, "headers": {…}, "timeout": seconds}}}, which the workspace has given or the call brings.
 */
final class ServerTools {
    private static final String CONFIG = "servers_config";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final NamedServers servers;
    private final ObjectMapper json;

    private ServerTools(NamedServers servers, ObjectMapper json) {
        this.servers = servers;
        this.json = json;
    }

    static List<BuiltinTool> all(NamedServers servers, ObjectMapper json) {
        ServerTools tools = new ServerTools(servers, json);
        return List.of(
                BuiltinTool.of("mcp_sse", "mcp_sse_list_tools", "List the tools of MCP servers",
                        "Lists the tools of servers of the Model Context Protocol, with their arguments.", tools::list,
                        optional(CONFIG, "string", "The servers as JSON; left out for those that are set up")),
                BuiltinTool.of("mcp_sse", "mcp_sse_call_tool", "Call a tool of an MCP server",
                        "Calls a tool of a server of the Model Context Protocol.", tools::call,
                        required("tool_name", "string", "The name of the tool"),
                        required("arguments", "string", "The arguments of the tool, as a JSON object"),
                        optional(CONFIG, "string", "The servers as JSON; left out for those that are set up")));
    }

    private ToolResult list(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        ArrayNode all = json.createArrayNode();
        for (NamedServers.Server server : named(arguments)) {
            servers.tools(server).forEach(all::add);
        }
        return ToolResult.of(all.toString());
    }

    private ToolResult call(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        String wanted = arguments.need("tool_name").strip();
        List<NamedServers.Server> named = named(arguments);
        for (NamedServers.Server server : named) {
            if (named.size() == 1 || servers.tools(server).stream().anyMatch(tool -> tool.path("name").asText().equals(wanted))) {
                return servers.call(server, wanted, given(arguments), scope);
            }
        }
        throw new ToolFailure("None of the servers has a tool named '%s'".formatted(wanted));
    }

    private Map<String, Object> given(Arguments arguments) {
        Object given = arguments.values().get("arguments");
        return given instanceof Map<?, ?> map
                ? json.convertValue(map, OBJECT)
                : json.convertValue(read("arguments", arguments.text("arguments", "{}")), OBJECT);
    }

    /** An administrator may name any server; what an app or a model names must lie on the public internet. */
    private List<NamedServers.Server> named(Arguments arguments) {
        String brought = arguments.text(CONFIG, "");
        String text = brought.isBlank() ? arguments.credential(CONFIG) : brought;
        OutboundPolicy policy = brought.isBlank() ? OutboundPolicy.ADMIN : OutboundPolicy.UNTRUSTED;
        JsonNode config = read(CONFIG, text);
        List<NamedServers.Server> named = servers.read(config, policy);
        if (named.isEmpty()) {
            throw new ToolFailure("The parameter '%s' names no server".formatted(CONFIG));
        }
        return named;
    }

    private JsonNode read(String name, String text) {
        try {
            JsonNode read = json.readTree(text);
            if (!read.isObject()) {
                throw new ToolFailure("The parameter '%s' must be a JSON object".formatted(name));
            }
            return read;
        } catch (JsonProcessingException noJson) {
            throw new ToolFailure("The parameter '%s' is not valid JSON: %s".formatted(name, noJson.getOriginalMessage()));
        }
    }
}
