package dev.difynative.apps.annotation;

import com.fasterxml.jackson.annotation.JsonAlias;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** How an app is to answer from its annotations. A published client writes the names in its own manner. */
public record EnableReply(@JsonAlias("scoreThreshold") Double scoreThreshold,
        @JsonAlias("embeddingProviderName") String embeddingProviderName,
        @JsonAlias("embeddingModelName") String embeddingModelName) {

    double checkedThreshold() { return checked(scoreThreshold); }

    String checkedProvider() { return required("embedding_provider_name", embeddingProviderName); }

    String checkedModel() { return required("embedding_model_name", embeddingModelName); }

    static double checked(Double threshold) {
        if (threshold == null) {
            throw Parameters.missing("score_threshold");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw CommonError.INVALID_PARAM.field("score_threshold", "range",
                    "Parameter 'score_threshold' must be between 0 and 1");
        }
        return threshold;
    }

    private static String required(String field, String value) {
        if (value == null || value.isBlank()) {
            throw Parameters.missing(field);
        }
        return value;
    }
}
