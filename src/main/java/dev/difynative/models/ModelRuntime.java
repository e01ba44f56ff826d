package dev.difynative.models;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.credentials.ConfiguredProviders;
import dev.difynative.models.provider.ProviderConnector;
import dev.difynative.platform.error.Failure;

/** Gives a workspace's models by provider and name; looking one up may read the database, using it does not block. */
@ApplicationScoped
public class ModelRuntime {
    private final ConfiguredProviders providers;
    private final ProviderConnector connector;

    ModelRuntime(ConfiguredProviders providers, ProviderConnector connector) {
        this.providers = providers;
        this.connector = connector;
    }

    public ChatModel chat(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.LLM, model);
        return connector.chat(access.spec, access.credentials, model);
    }

    public EmbeddingModel embeddings(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.TEXT_EMBEDDING, model);
        return connector.embeddings(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.TEXT_EMBEDDING));
    }

    public RerankModel rerank(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.RERANK, model);
        return connector.rerank(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.RERANK));
    }

    public ModerationModel moderation(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.MODERATION, model);
        return connector.moderation(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.MODERATION));
    }

    public SpeechModel speech(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.TTS, model);
        return connector.speech(access.spec, access.credentials, model).orElseThrow(() -> unsupported(provider, ModelType.TTS));
    }

    public TranscriptionModel transcription(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.SPEECH2TEXT, model);
        return connector.transcription(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.SPEECH2TEXT));
    }

    /** What a prompt for this chat model and its answer share; unknown for a model that nobody has described. */
    public ContextWindow contextWindow(UUID tenantId, String provider, String model) {
        OptionalInt size = providers.find(tenantId, provider).map(configured -> configured.contextSize(model))
                .orElseGet(OptionalInt::empty);
        return size.isPresent() ? new ContextWindow(size.getAsInt()) : ContextWindow.UNKNOWN;
    }

    /** Whether a chat model can be given functions to call; empty for a model that nobody has described. */
    public Optional<Boolean> callsFunctions(UUID tenantId, String provider, String model) {
        return providers.find(tenantId, provider).flatMap(configured -> configured.callsFunctions(model));
    }

    private record Access(ProviderSpec spec, Map<String, String> credentials) {}

    private Access access(UUID tenantId, String provider, ModelType type, String model) {
        if (provider == null || provider.isBlank() || model == null || model.isBlank()) {
            throw ModelError.PROVIDER_NOT_INITIALIZE.because("No model is configured");
        }
        return providers.find(tenantId, provider)
                .flatMap(configured -> configured.credentialsFor(type, model)
                        .map(credentials -> new Access(configured.spec(), credentials)))
                .orElseThrow(() -> ModelError.PROVIDER_NOT_INITIALIZE
                        .because("No credentials are configured for the model provider '%s'", ProviderIds.bare(provider)));
    }

    private static Failure unsupported(String provider, ModelType type) {
        return ModelError.MODEL_CURRENTLY_NOT_SUPPORT.because("The model provider '%s' has no models of type '%s'",
                ProviderIds.bare(provider), type.wireName());
    }
}
