package dev.difynative.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.tools.PluginTools;

/** The tools that plugins bring: APIs and servers of the Model Context Protocol. */
@Singleton
class ToolsPart implements PluginPart {
    private final PluginTools tools;

    ToolsPart(PluginTools tools) { this.tools = tools; }

    @Override
    public void install(UUID tenantId, UUID accountId, PluginPackage plugin) {
        List<PluginTools.Brought> brought = new ArrayList<>();
        plugin.tools().forEach(api -> brought.add(new PluginTools.Api(api.name(), text(api.label()), text(api.description()),
                api.icon(), document(api.schema()), api.credentials())));
        plugin.mcpServers().forEach(server -> brought.add(new PluginTools.McpServer(server.name(), text(server.label()),
                server.icon(), server.serverUrl(), server.headers())));
        tools.install(tenantId, accountId, plugin.pluginId(), brought);
    }

    @Override
    public void uninstall(UUID tenantId, String pluginId) { tools.uninstall(tenantId, pluginId); }

    private static String text(LocalText text) { return text == null ? "" : text.english(); }

    private static String document(JsonNode schema) { return schema.isTextual() ? schema.textValue() : schema.toString(); }
}
