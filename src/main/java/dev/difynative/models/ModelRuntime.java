package dev.difynative.models;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.credentials.ConfiguredProviders;
import dev.difynative.models.provider.ProviderConnector;
import dev.difynative.platform.error.Failure;

/** Gives a workspace's models by provider and name; looking one up may read the database, using it does not block. */
@ApplicationScoped
public class ModelRuntime {
    private final ConfiguredProviders providers;
    private final ProviderConnector connector;
    private final ModelMeter meter;
    private final ModelWatch watch;

    ModelRuntime(ConfiguredProviders providers, ProviderConnector connector, ModelMeter meter, ModelWatch watch) {
        this.providers = providers;
        this.connector = connector;
        this.meter = meter;
        this.watch = watch;
    }

    /** For answers of messages and runs, which are charged with these. */
    public ChatModel chat(UUID tenantId, String provider, String model) {
        Access access = access(tenantId, provider, ModelType.LLM, model);
        return watch.watched(connector.chat(access.spec, access.credentials, model));
    }

    /** Asks a chat model for something beside an answer, and charges it by itself. */
    public CompletableFuture<ChatReply> ask(Payer payer, ModelRef model, ChatPrompt prompt) {
        return meter.charged(payer, ref(model.provider(), model.model()),
                chat(payer.tenantId(), model.provider(), model.model()).complete(prompt));
    }

    /** Charged to the workspace. */
    public EmbeddingModel embeddings(UUID tenantId, String provider, String model) {
        return embeddings(Payer.workspace(tenantId), provider, model);
    }

    public EmbeddingModel embeddings(Payer payer, String provider, String model) {
        Access access = access(payer.tenantId(), provider, ModelType.TEXT_EMBEDDING, model);
        return meter.embeddings(payer, ref(provider, model), connector.embeddings(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.TEXT_EMBEDDING)));
    }

    public RerankModel rerank(Payer payer, String provider, String model) {
        Access access = access(payer.tenantId(), provider, ModelType.RERANK, model);
        return meter.rerank(payer, ref(provider, model), connector.rerank(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.RERANK)));
    }

    public ModerationModel moderation(Payer payer, String provider, String model) {
        Access access = access(payer.tenantId(), provider, ModelType.MODERATION, model);
        return meter.moderation(payer, ref(provider, model), connector.moderation(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.MODERATION)));
    }

    public SpeechModel speech(Payer payer, String provider, String model) {
        Access access = access(payer.tenantId(), provider, ModelType.TTS, model);
        return meter.speech(payer, ref(provider, model), connector.speech(access.spec, access.credentials, model)
                .orElseThrow(() -> unsupported(provider, ModelType.TTS)));
    }

    public TranscriptionModel transcription(Payer payer, String provider, String model) {
        Access access = access(payer.tenantId(), provider, ModelType.SPEECH2TEXT, model);
        return meter.transcription(payer, ref(provider, model),
                connector.transcription(access.spec, access.credentials, model)
                        .orElseThrow(() -> unsupported(provider, ModelType.SPEECH2TEXT)));
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

    /** What a chat model can besides answering texts with texts, as far as that is known: vision, document, audio, … */
    public Set<String> features(UUID tenantId, String provider, String model) {
        return providers.find(tenantId, provider).map(configured -> Set.copyOf(configured.features(model))).orElse(Set.of());
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

    private static ModelRef ref(String provider, String model) { return new ModelRef(provider, model); }

    private static Failure unsupported(String provider, ModelType type) {
        return ModelError.MODEL_CURRENTLY_NOT_SUPPORT.because("The model provider '%s' has no models of type '%s'",
                ProviderIds.bare(provider), type.wireName());
    }
}
