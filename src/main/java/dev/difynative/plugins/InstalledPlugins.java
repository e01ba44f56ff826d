package dev.difynative.plugins;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.ProviderSource;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What the plugins of a workspace bring; read once, then from memory until the workspace installs or removes one. */
@Singleton
public class InstalledPlugins implements ProviderSource {
    private final SharedCache<UUID, List<PluginPackage>> cache;
    private final ObjectMapper json = PluginPackage.mapper();

    InstalledPlugins(SharedCaches caches) { cache = caches.open("plugins", KeyText.UUIDS); }

    public List<PluginPackage> packages(UUID tenantId) { return tenantId == null ? List.of() : cache.get(tenantId, this::load); }

    @Override
    public List<ProviderSpec> of(UUID tenantId) {
        return packages(tenantId).stream().flatMap(plugin -> plugin.modelProviders().stream()).toList();
    }

    void changed(UUID tenantId) { cache.drop(tenantId); }

    private List<PluginPackage> load(UUID tenantId) {
        return QuarkusTransaction.joiningExisting().call(() -> PluginInstallation.listOf(tenantId).stream()
                .map(row -> PluginPackage.read(row.content, json)).toList());
    }
}
