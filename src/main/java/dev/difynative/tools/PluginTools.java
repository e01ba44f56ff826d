package dev.difynative.tools;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tools that plugins bring into workspaces; what a plugin has brought goes with it. */
public interface PluginTools {

    /** A provider of tools in a plugin's package. */
    sealed interface Brought {
        String name();
    }

    /**
     * An API, described by an OpenAPI document.
     *
     * @param name
     *            by which apps name it, alone or as the last part of a long id
     * @param schema
     *            JSON or YAML
     * @param credentials
     *            as the console sends them: {@code auth_type}, {@code api_key_header}, …; empty for none
     */
    record Api(String name, String label, String description, String icon, String schema, Map<String, String> credentials)
            implements
                Brought {}

    /** A server of the Model Context Protocol; its tools are asked for when it is installed. */
    record McpServer(String name, String label, String icon, String url, Map<String, String> headers) implements Brought {}

    /** Replaces whatever the plugin brought before. A package that cannot be used changes nothing: it fails as a whole. */
    void install(UUID tenantId, UUID accountId, String pluginId, List<Brought> tools);

    /** Nothing happens for a plugin that brought no tools. */
    void uninstall(UUID tenantId, String pluginId);

    /** Fails if the plugin brings what cannot be used, without keeping anything. */
    void check(List<Brought> tools);
}
