package dev.difynative.models.catalogue;

import java.util.List;

import dev.difynative.models.ModelType;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A well-known model of a provider; other names work too, they are only not listed. */
@RegisterForReflection
public record KnownModel(String model, String label, ModelType modelType, List<String> features, Integer contextSize,
        Integer maxTokens,
        Integer maxChunks, Integer fileUploadLimit, String rules, boolean deprecated) {

    public KnownModel {
        features = features == null ? List.of() : features;
        label = label == null ? model : label;
        rules = rules == null ? "standard" : rules;
    }
}
