package dev.difynative.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.tools.PluginTools;

/** The tools that plugins bring: operations of APIs, and what servers of the Model Context Protocol offer. */
@Singleton
class PluginToolsPart implements PluginPart {
    private final PluginTools tools;

    PluginToolsPart(PluginTools tools) { this.tools = tools; }

    @Override
    public void install(UUID tenantId, UUID accountId, PluginPackage plugin) {
        List<PluginTools.Brought> brought = new ArrayList<>();
        for (PluginPackage.ApiTools api : plugin.tools()) {
            brought.add(new PluginTools.Api(api.name(), text(api.label(), api.name()), text(api.description(), ""), api.icon(),
                    api.schema().isTextual() ? api.schema().textValue() : api.schema().toString(),
                    api.credentials() == null ? Map.of() : api.credentials()));
        }
        for (PluginPackage.McpServer server : plugin.mcpServers()) {
            brought.add(new PluginTools.McpServer(server.name(), text(server.label(), server.name()), server.icon(),
                    server.serverUrl(), server.headers() == null ? Map.of() : server.headers()));
        }
        if (brought.isEmpty()) {
            tools.uninstall(tenantId, plugin.pluginId());
        } else {
            tools.install(tenantId, accountId, plugin.pluginId(), brought);
        }
    }

    @Override
    public void uninstall(UUID tenantId, String pluginId) { tools.uninstall(tenantId, pluginId); }

    private static String text(LocalText text, String otherwise) {
        return text == null || text.english() == null ? otherwise : text.english();
    }
}
