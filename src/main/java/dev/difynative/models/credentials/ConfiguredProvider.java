package dev.difynative.models.credentials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.Catalogue;
import dev.difynative.models.catalogue.ProviderSpec;

/** A provider as a workspace has configured it, credentials open: kept in memory only, never printed. */
public record ConfiguredProvider(ProviderSpec spec, Map<String, String> credentials, List<AddedModel> addedModels) {

    /** A model added by name; its credentials are null where the provider's are used. */
    public record AddedModel(ModelType type, String model, Map<String, String> credentials) {
        /** As its credentials say it. */
        OptionalInt contextSize() {
            String size = credentials == null ? null : credentials.get("context_size");
            return size != null && size.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(size)) : OptionalInt.empty();
        }

        @Override
        public String toString() { return type + " " + model; }
    }

    /** The most tokens that prompt and answer of a chat model have together, where that is known. */
    public OptionalInt contextSize(String model) {
        Optional<AddedModel> added = addedModels.stream()
                .filter(each -> each.type() == ModelType.LLM && each.model().equals(model)).findFirst();
        OptionalInt own = added.map(AddedModel::contextSize).orElseGet(OptionalInt::empty);
        if (own.isPresent()) {
            return own;
        }
        // A deployment at Azure has a name of its own and says which of OpenAI's models it is.
        return added.map(AddedModel::credentials).map(given -> given.get("base_model_name"))
                .map(base -> Catalogue.get("openai").contextSize(base))
                .orElseGet(() -> spec.contextSize(model));
    }

    /** Whether a chat model can be given functions to call; empty where nobody has said so. */
    public Optional<Boolean> callsFunctions(String model) {
        return addedModels.stream().filter(each -> each.type() == ModelType.LLM && each.model().equals(model)).findFirst()
                .map(AddedModel::credentials).map(given -> given.get("function_calling_type")).map(way -> !way.equals("no_call"))
                .or(() -> spec.callsFunctions(model));
    }

    /** What a chat model can besides answering texts with texts, as far as that is known. */
    public List<String> features(String model) {
        return addedModels.stream().filter(each -> each.type() == ModelType.LLM && each.model().equals(model)).findFirst()
                .map(AddedModel::credentials).map(given -> given.get("base_model_name"))
                .map(base -> Catalogue.get("openai").features(base)).orElseGet(() -> spec.features(model));
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
