package dev.difynative.plugins;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.difynative.models.catalogue.LocalText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A plugin of a workspace. */
@RegisterForReflection
public record InstalledView(UUID installId, String pluginId, String pluginUniqueIdentifier, UUID tenantId, String name,
        LocalText label, LocalText description, String version, String latestVersion, String author, String icon,
        PluginCategory category, List<String> tags, Instant installedAt, Instant updatedAt) {

    static InstalledView of(PluginInstallation row, CatalogueEntry entry, String latestVersion) {
        return new InstalledView(row.id, row.pluginId, entry.uniqueIdentifier(), row.tenantId, entry.name().english(),
                entry.name(), entry.description(), row.version, latestVersion, entry.author(), entry.icon(), entry.category(),
                entry.tags(), row.installedAt, row.updatedAt);
    }
}
