package dev.difynative.plugins;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.difynative.models.catalogue.LocalText;

/** The apps to begin with that the plugins of a workspace bring. */
@Singleton
public class Templates {
    private final InstalledPlugins plugins;

    /** A template with the plugin that it is from; its id is {@code author/plugin/template}. */
    public record Found(String id, LocalText name, LocalText description, String icon, String mode, String category,
            String dsl) {}

    Templates(InstalledPlugins plugins) { this.plugins = plugins; }

    public List<Found> list(UUID tenantId) { return all(tenantId).toList(); }

    public Optional<Found> find(UUID tenantId, String id) {
        return all(tenantId).filter(template -> template.id().equals(id)).findFirst();
    }

    private Stream<Found> all(UUID tenantId) {
        return plugins.packages(tenantId).stream().flatMap(plugin -> plugin.templates().stream()
                .map(template -> new Found(plugin.pluginId() + "/" + template.id(), template.name(), template.description(),
                        template.icon(), template.mode(), template.category(), template.dsl())));
    }
}
