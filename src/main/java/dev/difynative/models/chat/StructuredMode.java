package dev.difynative.models.chat;

import java.util.Set;

import dev.difynative.models.catalogue.ProviderIds;

/** How a model can be brought to answer with an object of a JSON Schema. */
public enum StructuredMode {
    /** The provider holds the model to the schema. */
    SCHEMA,
    /** The provider sees to it that the answer is JSON; the schema is told in words. */
    OBJECT,
    /** The model calls a function with the object. */
    CALL,
    /** The model is asked to, in words. */
    WORDS;

    private static final Set<String> BY_SCHEMA = Set.of("gemini", "ollama");
    private static final Set<String> BY_OBJECT = Set.of("deepseek", "moonshot", "tongyi", "zhipuai");

    /** What is known of a provider and its model; of a server that only speaks a provider's protocol nothing is. */
    public static StructuredMode of(String provider, String model) {
        String bare = ProviderIds.bare(provider);
        if (bare.equals("openai") || bare.equals("azure_openai")) {
            return model.matches("gpt-3.*|gpt-4|gpt-4-.*|o1-mini.*|o1-preview.*") ? OBJECT : SCHEMA;
        }
        if (bare.equals("anthropic")) {
            return CALL;
        }
        return BY_SCHEMA.contains(bare) ? SCHEMA : BY_OBJECT.contains(bare) ? OBJECT : WORDS;
    }
}
