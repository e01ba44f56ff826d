package dev.difynative.models.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a provider is reached: the protocol, its usual base URL, which credential fields hold another base and the key, and how
 * the key is sent. {@code suffix} is the path that a base URL without a version gets.
 */
@RegisterForReflection(ignoreNested = false)
public record Connection(Protocol protocol, String baseUrl, String baseUrlField, String keyField, Authentication authentication,
        String suffix, String rerankUrl, int embeddingBatch, boolean embeddingTask, boolean maxCompletionTokens) {

    private static final int USUAL_BATCH = 64;

    public Connection {
        authentication = authentication == null ? Authentication.BEARER : authentication;
        embeddingBatch = embeddingBatch <= 0 ? USUAL_BATCH : embeddingBatch;
    }

    /** What is spoken. */
    public enum Protocol {
        @JsonProperty("openai")
        OPENAI,
        @JsonProperty("azure")
        AZURE,
        @JsonProperty("anthropic")
        ANTHROPIC,
        @JsonProperty("builtin")
        BUILTIN
    }

    /** The header that carries the key. */
    public enum Authentication {
        @JsonProperty("bearer")
        BEARER,
        @JsonProperty("api-key")
        API_KEY,
        @JsonProperty("x-api-key")
        X_API_KEY,
        @JsonProperty("none")
        NONE
    }
}
