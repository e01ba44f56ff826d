package dev.difynative.models.credentials;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.models.ModelError;
import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.Catalogue;
import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.catalogue.ProviderSource;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.crypto.SealedValueException;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What a workspace has configured, read and decrypted once and kept until it changes. */
@Singleton
public class ConfiguredProviders {
    private static final Logger LOG = Logger.getLogger(ConfiguredProviders.class);

    private final SealedCredentials sealed;
    private final List<ProviderSource> sources;
    private final SharedCache<UUID, Map<String, ConfiguredProvider>> cache;

    ConfiguredProviders(SealedCredentials sealed, SharedCaches caches, @All List<ProviderSource> sources) {
        this.sources = List.copyOf(sources);
        this.sealed = sealed;
        cache = caches.open("model-providers", KeyText.UUIDS);
    }

    /** What is known of a provider before anybody has configured it: one of the service's own, or of the workspace's plugins. */
    public Optional<ProviderSpec> specOf(UUID tenantId, String provider) {
        String id = ProviderIds.bare(provider);
        return Catalogue.find(id).or(() -> ofPlugins(tenantId).filter(spec -> spec.id().equals(id)).findFirst());
    }

    public ProviderSpec spec(UUID tenantId, String provider) {
        return specOf(tenantId, provider).orElseThrow(
                () -> ModelError.PROVIDER_NOT_FOUND.because("Model provider '%s' not found", ProviderIds.bare(provider)));
    }

    /** All providers that the workspace could configure. */
    public List<ProviderSpec> specs(UUID tenantId) {
        return Stream.concat(Catalogue.all().stream(),
                ofPlugins(tenantId).filter(spec -> Catalogue.find(spec.id()).isEmpty())).toList();
    }

    /** Says that the workspace has other providers than before, by a plugin. */
    public void catalogueChanged(UUID tenantId) {
        changed(tenantId);
    }

    private Stream<ProviderSpec> ofPlugins(UUID tenantId) {
        return sources.stream().flatMap(source -> source.of(tenantId).stream());
    }

    /** A provider of the workspace, configured or not; empty for one that does not exist. */
    public Optional<ConfiguredProvider> find(UUID tenantId, String provider) {
        String id = ProviderIds.bare(provider);
        ConfiguredProvider configured = all(tenantId).get(id);
        return configured != null
                ? Optional.of(configured)
                : specOf(tenantId, id).map(spec -> new ConfiguredProvider(spec, null, List.of()));
    }

    /** Those that the workspace can use, in the order in which they were configured; the built-in one is last. */
    public List<ConfiguredProvider> usable(UUID tenantId) {
        return all(tenantId).values().stream().filter(ConfiguredProvider::usable).toList();
    }

    void changed(UUID tenantId) { cache.drop(tenantId); }

    private Map<String, ConfiguredProvider> all(UUID tenantId) {
        return cache.get(tenantId, tenant -> QuarkusTransaction.joiningExisting().call(() -> read(tenant)));
    }

    private Map<String, ConfiguredProvider> read(UUID tenantId) {
        List<ProviderCredential> credentials = ProviderCredential.listOf(tenantId);
        List<CustomModel> models = CustomModel.listOf(tenantId);
        Set<String> ids = new LinkedHashSet<>();
        credentials.forEach(credential -> ids.add(credential.provider));
        models.forEach(model -> ids.add(model.provider));
        Catalogue.all().stream().filter(ProviderSpec::builtIn).forEach(spec -> ids.add(spec.id()));
        Map<String, ConfiguredProvider> byId = new LinkedHashMap<>();
        for (String id : ids) {
            specOf(tenantId, id).ifPresent(spec -> byId.put(id, new ConfiguredProvider(spec,
                    credentials.stream().filter(row -> row.active && row.provider.equals(id)).findFirst().map(this::open)
                            .orElse(null),
                    models.stream().filter(row -> row.provider.equals(id)).map(this::added).toList())));
        }
        return byId;
    }

    private Map<String, String> open(ProviderCredential row) {
        try {
            return sealed.open(row.tenantId, row.provider, row.sealed);
        } catch (SealedValueException unreadable) {
            LOG.errorf("The credentials of provider '%s' cannot be read: %s", row.provider, unreadable.getMessage());
            return null;
        }
    }

    private ConfiguredProvider.AddedModel added(CustomModel row) {
        Map<String, String> own = null;
        try {
            own = row.sealed == null ? null : sealed.open(row.tenantId, row.provider, row.sealed);
        } catch (SealedValueException unreadable) {
            LOG.errorf("The credentials of model '%s' cannot be read: %s", row.model, unreadable.getMessage());
        }
        return new ConfiguredProvider.AddedModel(ModelType.find(row.modelType).orElseThrow(), row.model, own);
    }
}
