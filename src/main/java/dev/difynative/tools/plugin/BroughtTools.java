package dev.difynative.tools.plugin;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.tools.PluginTools;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.mcp.McpProviders;
import dev.difynative.tools.openapi.ApiProviders;
import dev.difynative.tools.provider.ToolProviders;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Keeps the tools that plugins bring among those that the workspace has added itself. */
@ApplicationScoped
class BroughtTools implements PluginTools {
    private final ToolProviders providers;
    private final ApiProviders apis;
    private final McpProviders servers;

    private record Ready(ToolKind kind, ToolProviders.Content content) {}

    BroughtTools(ToolProviders providers, ApiProviders apis, McpProviders servers) {
        this.providers = providers;
        this.apis = apis;
        this.servers = servers;
    }

    @Override
    public void install(UUID tenantId, UUID accountId, String pluginId, List<Brought> tools) {
        // Servers are asked before the transaction begins: they may be slow.
        List<Ready> ready = tools.stream().map(this::ready).toList();
        QuarkusTransaction.joiningExisting().run(() -> {
            providers.removeOfPlugin(tenantId, pluginId);
            ready.forEach(each -> providers.add(tenantId, accountId, each.kind(), each.content(), pluginId));
        });
    }

    @Override
    public void uninstall(UUID tenantId, String pluginId) { providers.removeOfPlugin(tenantId, pluginId); }

    @Override
    public void check(List<Brought> tools) {
        for (Brought each : tools) {
            if (each instanceof Api api) {
                ready(api);
            }
        }
    }

    private Ready ready(Brought brought) {
        return switch (brought) {
            case Api api -> new Ready(ToolKind.API, apis.content(api.name(), api.label(), api.description(), api.icon(),
                    api.schema(), api.credentials() == null ? Map.of() : api.credentials()));
            case McpServer server -> new Ready(ToolKind.MCP, servers.content(server.name(), server.label(), server.icon(),
                    server.url(), server.headers() == null ? Map.of() : server.headers()));
        };
    }
}
