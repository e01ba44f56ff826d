package dev.difynative.models;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.credentials.ConfiguredProvider;
import dev.difynative.models.credentials.ConfiguredProvider.AddedModel;
import dev.difynative.models.credentials.ConfiguredProviders;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The models that a workspace uses where none is named. */
@ApplicationScoped
public class DefaultModels {
    private static final KeyText<Key> KEYS = new KeyText<>(Key::text, Key::of);

    private final ConfiguredProviders providers;
    private final SharedCache<Key, Optional<ModelRef>> chosen;

    private record Key(UUID tenantId, ModelType type) {
        String text() { return tenantId + " " + type.name(); }

        static Key of(String text) {
            int space = text.indexOf(' ');
            return new Key(UUID.fromString(text.substring(0, space)), ModelType.valueOf(text.substring(space + 1)));
        }
    }

    DefaultModels(ConfiguredProviders providers, SharedCaches caches) {
        this.providers = providers;
        chosen = caches.open("default-models", KEYS);
    }

    /**
     * The default of a type: the chosen one while its provider is configured, else the first configured provider's. The
     * built-in models stand in only where nothing else is configured.
     */
    public Optional<ModelRef> find(UUID tenantId, ModelType type) {
        Optional<ModelRef> wanted = chosen.get(new Key(tenantId, type), DefaultModels::read);
        if (wanted.isPresent() && providers.find(tenantId, wanted.get().provider())
                .flatMap(provider -> provider.credentialsFor(type, wanted.get().model())).isPresent()) {
            return wanted;
        }
        return providers.usable(tenantId).stream().flatMap(provider -> offered(provider, type).stream()).findFirst();
    }

    /** Whether the workspace could configure a provider of this name. */
    public boolean knowsProvider(UUID tenantId, String provider) {
        return providers.specOf(tenantId, provider).isPresent();
    }

    /** Chooses a default; the provider must be configured. */
    public void choose(UUID tenantId, ModelType type, String provider, String model) {
        String id = providers.spec(tenantId, provider).id();
        if (providers.find(tenantId, id).flatMap(configured -> configured.credentialsFor(type, model)).isEmpty()) {
            throw ModelError.PROVIDER_NOT_INITIALIZE.because("No credentials are configured for the model provider '%s'", id);
        }
        QuarkusTransaction.joiningExisting().run(() -> {
            DefaultModel row = DefaultModel.findOwned(tenantId, type).orElseGet(DefaultModel::new);
            row.tenantId = tenantId;
            row.modelType = type.wireName();
            row.provider = id;
            row.model = model;
            row.persist();
            chosen.drop(new Key(tenantId, type));
        });
    }

    private static Optional<ModelRef> read(Key key) {
        return QuarkusTransaction.joiningExisting().call(() -> DefaultModel.findOwned(key.tenantId(), key.type()))
                .map(row -> new ModelRef(row.provider, row.model));
    }

    /** A model that was added by name says what is wanted; the catalogue's choice stands in. */
    private static Optional<ModelRef> offered(ConfiguredProvider provider, ModelType type) {
        Optional<String> known = provider.credentials() == null && !provider.spec().builtIn()
                ? Optional.empty()
                : provider.spec().defaultModel(type);
        return known.or(
                () -> provider.addedModels().stream().filter(added -> added.type() == type).map(AddedModel::model).findFirst())
                .map(model -> new ModelRef(provider.spec().id(), model));
    }
}
