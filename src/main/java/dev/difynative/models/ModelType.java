package dev.difynative.models;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a model does; the wire name is the one that Dify's console and configurations use. */
@RegisterForReflection
public enum ModelType {
    LLM("llm"),
    TEXT_EMBEDDING("text-embedding"),
    RERANK("rerank"),
    SPEECH2TEXT("speech2text"),
    TTS("tts"),
    MODERATION(
            "moderation");

    private final String wireName;

    ModelType(String wireName) { this.wireName = wireName; }

    @JsonValue
    public String wireName() { return wireName; }

    public static Optional<ModelType> find(String wireName) {
        for (ModelType type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
