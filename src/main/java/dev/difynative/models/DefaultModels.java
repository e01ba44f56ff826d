package dev.difynative.models;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.provider.builtin.Builtin;

/** The models that a workspace uses where none is named. */
@ApplicationScoped
public class DefaultModels {

    /** The default of a type; the built-in models stand in where nothing else is configured. */
    public Optional<ModelRef> find(UUID tenantId, ModelType type) {
        return switch (type) {
            case LLM -> Optional.of(new ModelRef(Builtin.ID, Builtin.CHAT_MODEL));
            case TEXT_EMBEDDING -> Optional.of(new ModelRef(Builtin.ID, Builtin.EMBEDDING_MODEL));
            case RERANK, SPEECH2TEXT, TTS, MODERATION -> Optional.empty();
        };
    }
}
