package dev.difynative.models.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.difynative.models.ModelType;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Everything that is known of a provider before anybody has configured it. */
@RegisterForReflection(ignoreNested = false)
public record ProviderSpec(String id, LocalText label, LocalText description, String colour, Help help,
        List<ModelType> supportedModelTypes, List<String> configurateMethods, List<CredentialField> credentialFields,
        List<CredentialField> modelCredentialFields, Connection connection, List<KnownModel> models,
        @JsonProperty("defaults") Map<String, String> defaultModels) {

    public ProviderSpec {
        configurateMethods = configurateMethods == null ? List.of() : configurateMethods;
        credentialFields = credentialFields == null ? List.of() : credentialFields;
        modelCredentialFields = modelCredentialFields == null ? credentialFields : modelCredentialFields;
        models = models == null ? List.of() : models;
        defaultModels = defaultModels == null ? Map.of() : defaultModels;
    }

    /** Where an API key is to be had. */
    public record Help(LocalText title, LocalText url) {}

    public Optional<String> defaultModel(ModelType type) { return Optional.ofNullable(defaultModels.get(type.wireName())); }

    public Optional<KnownModel> knownModel(String name) {
        return models.stream().filter(model -> model.model().equals(name)).findFirst();
    }

    /** The most tokens that prompt and answer of a chat model have together; a dated variant has those of the model itself. */
    public OptionalInt contextSize(String model) {
        return knownModel(model).or(() -> knownModel(ModelNames.undated(model))).map(KnownModel::contextSize)
                .map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** Whether a chat model can be given functions to call; empty for a model that is not listed. */
    public Optional<Boolean> callsFunctions(String model) {
        return known(model).map(known -> known.features().stream().anyMatch(feature -> feature.endsWith("tool-call")));
    }

    /** What a model can besides answering texts with texts; nothing is known of one that is not listed. */
    public List<String> features(String model) {
        return known(model).map(KnownModel::features).orElse(List.of());
    }

    private Optional<KnownModel> known(String model) { return knownModel(model).or(() -> knownModel(ModelNames.undated(model))); }

    /** Whether it works without anybody configuring it. */
    public boolean builtIn() {
        return connection.protocol() == Connection.Protocol.BUILTIN;
    }
}
