package dev.difynative.tools.builtin;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.net.OutboundClient;
import dev.difynative.tools.Outgoing;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolSource;
import dev.difynative.tools.ToolsConfig;
import dev.difynative.tools.mcp.NamedServers;

/** The tools that need nothing but this service; their names are those that apps of Dify know them by. */
@Singleton
public class BuiltinTools implements ToolSource {
    private final List<BuiltinTool> tools = new ArrayList<>();
    private final BuiltinCredentials credentials;

    BuiltinTools(Clock clock, ObjectMapper json, OutboundClient http, Outgoing outgoing, ToolsConfig config,
            NamedServers servers, BuiltinCredentials credentials) {
        this.credentials = credentials;
        tools.addAll(TimeTools.all(clock));
        tools.addAll(TextTools.all(json));
        tools.addAll(JsonTools.all(json));
        tools.add(Calculator.tool());
        tools.add(WebPage.tool(http));
        tools.addAll(SearchTools.all(outgoing, json, config));
        tools.addAll(FeedTools.all(outgoing, json));
        tools.addAll(ServerTools.all(servers, json));
    }

    @Override
    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        if (!key.type().equals("builtin") && !key.type().equals("plugin")) {
            return Optional.empty();
        }
        return tools.stream().filter(tool -> tool.provider().equals(key.bareProvider()) && tool.name().equals(key.name()))
                .findFirst().map(tool -> withCredentials(tenantId, tool, key.credential()));
    }

    List<BuiltinTool> of(String provider) { return tools.stream().filter(tool -> tool.provider().equals(provider)).toList(); }

    private Tool withCredentials(UUID tenantId, BuiltinTool tool, String id) {
        boolean takesSome = BuiltinProvider.ALL.stream()
                .anyMatch(provider -> provider.id().equals(tool.provider()) && !provider.credentials().isEmpty());
        return takesSome
                ? credentials.find(tenantId, tool.provider(), id).map(stored -> tool.with(stored.values())).orElse(tool)
                : tool;
    }
}
