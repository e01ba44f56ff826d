package dev.difynative.plugins;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.credentials.ConfiguredProviders;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlFaults;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Installs plugins in workspaces. A change is in force with the next call, on every instance. */
@ApplicationScoped
public class PluginService {
    private final PluginCatalogue catalogue;
    private final InstalledPlugins installed;
    private final ConfiguredProviders models;
    private final List<PluginPart> parts;
    private final ObjectMapper json = PluginPackage.mapper();
    private final Clock clock;

    PluginService(PluginCatalogue catalogue, InstalledPlugins installed, ConfiguredProviders models, @All List<PluginPart> parts,
            Clock clock) {
        this.catalogue = catalogue;
        this.installed = installed;
        this.models = models;
        this.parts = List.copyOf(parts);
        this.clock = clock;
    }

    /** What could be installed; what is installed already is among it, even if no catalogue lists it any more. */
    @Transactional
    public Page<PluginView> list(UUID tenantId, String search, PluginCategory category, PageRequest page) {
        Map<String, PluginInstallation> present = PluginInstallation.listOf(tenantId).stream()
                .collect(Collectors.toMap(row -> row.pluginId, row -> row));
        Map<String, Long> counts = new HashMap<>();
        PluginInstallation.counts().forEach(row -> counts.put((String) row[0], (Long) row[1]));
        Map<String, CatalogueEntry> entries = new HashMap<>();
        present.values().forEach(row -> entries.put(row.pluginId, entry(row)));
        catalogue.all().forEach(offer -> entries.put(offer.entry().pluginId(), offer.entry()));
        List<CatalogueEntry> found = entries.values().stream().filter(entry -> entry.matches(search, category))
                .sorted(Comparator.comparing(CatalogueEntry::pluginId)).toList();
        List<PluginView> views = found.stream().skip(page.offset()).limit(page.limit())
                .map(entry -> PluginView.of(entry, counts.getOrDefault(entry.pluginId(), 0L),
                        Optional.ofNullable(present.get(entry.pluginId())).map(row -> row.version)))
                .toList();
        return Page.of(views, found.size(), page);
    }

    /** What is installed, in the order in which it was. */
    @Transactional
    public List<InstalledView> installed(UUID tenantId) {
        return PluginInstallation.listOf(tenantId).stream()
                .map(row -> InstalledView.of(row, entry(row),
                        catalogue.find(row.pluginId).map(offer -> offer.entry().version()).orElse(row.version)))
                .toList();
    }

    /** Installs the newest package of a plugin, or replaces the installed one by it. */
    public InstalledView install(UUID tenantId, UUID accountId, String identifier) {
        PluginCatalogue.Offer offer = offer(identifier);
        String text = catalogue.fetch(offer);
        PluginPackage plugin = PluginPackage.read(text, json);
        if (!plugin.pluginId().equals(offer.entry().pluginId()) || !plugin.version().equals(offer.entry().version())) {
            throw PluginError.PACKAGE_INVALID.because("The package says that it is %s %s, the catalogue that it is %s %s",
                    plugin.pluginId(), plugin.version(), offer.entry().pluginId(), offer.entry().version());
        }
        plugin.check();
        // Before the transaction, because a part may ask other machines.
        parts.forEach(part -> part.install(tenantId, accountId, plugin));
        try {
            return QuarkusTransaction.joiningExisting().call(() -> put(tenantId, accountId, offer.entry(), plugin, text));
        } catch (PersistenceException fault) {
            // Of two who install the same at once, the second one finds it installed.
            if (SqlFaults.isDuplicate(fault)) {
                return installed(tenantId).stream().filter(view -> view.pluginId().equals(plugin.pluginId())).findFirst()
                        .orElseThrow(() -> fault);
            }
            throw fault;
        }
    }

    /** By the id of the plugin or of its installation; says which plugin it was. */
    @Transactional
    public String uninstall(UUID tenantId, String id) {
        PluginInstallation row = Ids.tryParse(id).flatMap(uuid -> PluginInstallation.findOwned(tenantId, uuid))
                .or(() -> PluginInstallation.lockOwned(tenantId, pluginId(id))).orElseThrow(PluginService::unknown);
        parts.forEach(part -> part.uninstall(tenantId, row.pluginId));
        row.delete();
        changed(tenantId);
        return row.pluginId;
    }

    /** The package that would be installed. */
    public PluginPackage preview(String identifier) {
        return PluginPackage.read(catalogue.fetch(offer(identifier)), json);
    }

    private InstalledView put(UUID tenantId, UUID accountId, CatalogueEntry entry, PluginPackage plugin, String text) {
        Instant now = clock.instant();
        PluginInstallation row = PluginInstallation.lockOwned(tenantId, plugin.pluginId()).orElseGet(PluginInstallation::new);
        if (row.tenantId == null) {
            row.tenantId = tenantId;
            row.pluginId = plugin.pluginId();
            row.installedBy = accountId;
            row.installedAt = now;
        }
        row.version = plugin.version();
        row.sha256 = entry.sha256();
        row.content = text;
        row.updatedAt = now;
        row.persistAndFlush();
        changed(tenantId);
        return InstalledView.of(row, entry, entry.version());
    }

    private void changed(UUID tenantId) {
        installed.changed(tenantId);
        models.catalogueChanged(tenantId);
    }

    /** By a unique identifier, whose version and hash must be those of the catalogue, or by the plugin's id alone. */
    private PluginCatalogue.Offer offer(String identifier) {
        if (identifier == null || identifier.isBlank()) {
            throw PluginError.PACKAGE_INVALID.field("plugin_unique_identifier", "required",
                    "Parameter 'plugin_unique_identifier' is required");
        }
        PluginCatalogue.Offer offer = catalogue.find(pluginId(identifier)).orElseThrow(PluginService::unknown);
        boolean exact = identifier.contains("@");
        if (exact && !identifier.equals(offer.entry().uniqueIdentifier())) {
            throw PluginError.PACKAGE_NOT_GENUINE.field("plugin_unique_identifier", "hash",
                    "The catalogue has %s", offer.entry().uniqueIdentifier());
        }
        return offer;
    }

    private CatalogueEntry entry(PluginInstallation row) {
        PluginPackage plugin = PluginPackage.read(row.content, json);
        return new CatalogueEntry(plugin.pluginId(), plugin.version(), plugin.name(),
                plugin.description() == null ? plugin.name() : plugin.description(), plugin.icon(), plugin.category(),
                plugin.tags(), "", row.sha256, null);
    }

    private static String pluginId(String identifier) { return identifier.split("[:@]", 2)[0]; }

    private static Failure unknown() { return PluginError.PLUGIN_NOT_FOUND.because("Plugin not found"); }
}
