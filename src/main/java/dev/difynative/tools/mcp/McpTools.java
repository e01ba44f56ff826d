package dev.difynative.tools.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.ToolSource;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;

/** The tools of the servers that a workspace or its plugins have added. */
@Singleton
class McpTools implements ToolSource {
    private final ToolProviders providers;
    private final McpClient client;
    private final McpOAuth tokens;
    private final ObjectMapper json;

    McpTools(ToolProviders providers, McpClient client, McpOAuth tokens, ObjectMapper json) {
        this.providers = providers;
        this.client = client;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        Optional<StoredProvider> provider = switch (key.type()) {
            case "mcp" -> providers.find(tenantId, ToolKind.MCP, key.provider());
            case "builtin", "plugin" -> providers.ofPlugin(tenantId, key.bareProvider())
                    .filter(brought -> brought.kind() == ToolKind.MCP);
            default -> Optional.empty();
        };
        return provider.flatMap(found -> of(found).stream().filter(tool -> tool.name().equals(key.name())).findFirst());
    }

    List<Tool> of(StoredProvider provider) {
        List<Tool> tools = new ArrayList<>();
        provider.definition().path("tools")
                .forEach(described -> tools.add(new McpTool(() -> tokens.address(provider), described, client, json)));
        return tools;
    }
}
