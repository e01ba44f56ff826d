package dev.difynative.plugins;

import java.util.UUID;

/** Something that plugins bring and that is stored elsewhere when one is installed. */
public interface PluginPart {

    /** Stores what the plugin brings in place of what it brought before, as a whole or not at all; not within a transaction. */
    void install(UUID tenantId, UUID accountId, PluginPackage plugin);

    /** Removes all that the plugin has brought. */
    void uninstall(UUID tenantId, String pluginId);
}
