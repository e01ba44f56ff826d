package dev.difynative.plugins;

import java.util.List;
import java.util.Optional;

import dev.difynative.models.catalogue.LocalText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A plugin in the catalogue; {@code currentVersion} is the installed one, or null. */
@RegisterForReflection
public record PluginView(String pluginId, String pluginUniqueIdentifier, String name, LocalText label, LocalText description,
        String version, String author, String icon, PluginCategory category, List<String> tags, boolean verified,
        long installCount, boolean installed, String latestVersion, String currentVersion) {

    static PluginView of(CatalogueEntry entry, long installations, Optional<String> current) {
        return new PluginView(entry.pluginId(), entry.uniqueIdentifier(), entry.name().english(), entry.name(),
                entry.description(), entry.version(), entry.author(), entry.icon(), entry.category(), entry.tags(), true,
                installations, current.isPresent(), entry.version(), current.orElse(null));
    }
}
