package dev.difynative.models.credentials;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.ProviderSpec;

/** A provider as a workspace has configured it, credentials open: kept in memory only, never printed. */
public record ConfiguredProvider(ProviderSpec spec, Map<String, String> credentials, List<AddedModel> addedModels) {

    /** A model added by name; its credentials are null where the provider's are used. */
    public record AddedModel(ModelType type, String model, Map<String, String> credentials) {
        @Override
        public String toString() { return type + " " + model; }
    }

    public boolean usable() {
        return spec.builtIn() || credentials != null || addedModels.stream().anyMatch(added -> added.credentials() != null);
    }

    /** The credentials to use for a model: its own before the provider's. */
    public Optional<Map<String, String>> credentialsFor(ModelType type, String model) {
        if (spec.builtIn()) {
            return Optional.of(Map.of());
        }
        return addedModels.stream()
                .filter(added -> added.type() == type && added.model().equals(model) && added.credentials() != null)
                .map(AddedModel::credentials)
                .findFirst()
                .or(() -> Optional.ofNullable(credentials));
    }

    @Override
    public String toString() { return spec.id() + " " + addedModels; }
}
