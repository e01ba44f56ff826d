package dev.difynative.models.credentials;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.ModelError;
import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.provider.CredentialProbe;
import dev.difynative.platform.crypto.SealedValueException;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Models that a workspace adds to a provider by name, with or without credentials of their own. */
@ApplicationScoped
public class CustomModels {
    private final SealedCredentials sealed;
    private final CredentialProbe probe;
    private final ConfiguredProviders configured;
    private final Clock clock;

    CustomModels(SealedCredentials sealed, CredentialProbe probe, ConfiguredProviders configured, Clock clock) {
        this.sealed = sealed;
        this.probe = probe;
        this.configured = configured;
        this.clock = clock;
    }

    /** Adds a model or changes its credentials; without any it uses those of the provider. */
    public void save(UUID tenantId, String provider, ModelType type, String model, Map<String, Object> form) {
        ProviderSpec spec = offering(tenantId, provider, type);
        boolean own = form != null && !form.isEmpty();
        Map<String, String> before = stored(tenantId, spec, type, model).orElse(null);
        Map<String, String> values = own ? CredentialForm.read(spec.modelCredentialFields(), form, before) : before;
        if (own) {
            probe.check(spec, values, type, model);
        } else if (values == null && configured.find(tenantId, provider).orElseThrow().credentials() == null) {
            throw ModelError.INVALID_CREDENTIALS.field("credentials", "required",
                    "Parameter 'credentials' is required: the provider has none that the model could use");
        }
        transaction(() -> {
            CustomModel row = CustomModel.findOwned(tenantId, spec.id(), type, model)
                    .orElseGet(() -> added(tenantId, spec, type, model));
            row.sealed = values == null ? null : sealed.seal(tenantId, spec.id(), values);
            row.updatedAt = clock.instant();
            row.persist();
            configured.changed(tenantId);
            return row;
        });
    }

    /** Asks the provider and stores nothing. */
    public void check(UUID tenantId, String provider, ModelType type, String model, Map<String, Object> form) {
        ProviderSpec spec = offering(tenantId, provider, type);
        Map<String, String> before = stored(tenantId, spec, type, model).orElse(null);
        probe.check(spec, CredentialForm.read(spec.modelCredentialFields(), form, before), type, model);
    }

    public void remove(UUID tenantId, String provider, ModelType type, String model) {
        ProviderSpec spec = configured.spec(tenantId, provider);
        transaction(() -> {
            CustomModel.findOwned(tenantId, spec.id(), type, model)
                    .orElseThrow(() -> ModelError.MODEL_NOT_FOUND.because("Model '%s' not found", model))
                    .delete();
            configured.changed(tenantId);
            return null;
        });
    }

    /** A model's own credentials, secrets hidden; empty when it has none. */
    public Optional<Map<String, String>> credentials(UUID tenantId, String provider, ModelType type, String model) {
        ProviderSpec spec = configured.spec(tenantId, provider);
        return stored(tenantId, spec, type, model).map(values -> CredentialForm.hidden(spec.modelCredentialFields(), values));
    }

    private Optional<Map<String, String>> stored(UUID tenantId, ProviderSpec spec, ModelType type, String model) {
        return transaction(() -> CustomModel.findOwned(tenantId, spec.id(), type, model)).filter(row -> row.sealed != null)
                .flatMap(row -> {
                    try {
                        return Optional.of(sealed.open(tenantId, spec.id(), row.sealed));
                    } catch (SealedValueException unreadable) {
                        return Optional.empty();
                    }
                });
    }

    private CustomModel added(UUID tenantId, ProviderSpec spec, ModelType type, String model) {
        CustomModel row = new CustomModel();
        row.tenantId = tenantId;
        row.provider = spec.id();
        row.modelType = type.wireName();
        row.model = model;
        row.createdAt = clock.instant();
        return row;
    }

    private ProviderSpec offering(UUID tenantId, String provider, ModelType type) {
        ProviderSpec spec = configured.spec(tenantId, provider);
        if (spec.builtIn() || !spec.supportedModelTypes().contains(type)) {
            throw ModelError.INVALID_CREDENTIALS.field("model_type", "unsupported", "'%s' takes no models of type '%s'",
                    spec.id(),
                    type.wireName());
        }
        return spec;
    }

    private static <T> T transaction(Callable<T> work) { return QuarkusTransaction.joiningExisting().call(work); }
}
