package dev.difynative.models;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.provider.builtin.Builtin;
import dev.difynative.models.provider.builtin.BuiltinChatModel;
import dev.difynative.models.provider.builtin.HashEmbeddingModel;
import dev.difynative.platform.error.Failure;
import io.vertx.core.Vertx;

/** Gives a workspace's models by provider and name; looking one up may read the database, using it does not block. */
@ApplicationScoped
public class ModelRuntime {
    private final Vertx vertx;

    ModelRuntime(Vertx vertx) { this.vertx = vertx; }

    public ChatModel chat(UUID tenantId, String provider, String model) {
        if (ProviderIds.same(Builtin.ID, provider)) {
            return new BuiltinChatModel(vertx, model);
        }
        throw notConfigured(provider);
    }

    public EmbeddingModel embeddings(UUID tenantId, String provider, String model) {
        if (ProviderIds.same(Builtin.ID, provider)) {
            return new HashEmbeddingModel(model);
        }
        throw notConfigured(provider);
    }

    public RerankModel rerank(UUID tenantId, String provider, String model) { throw notConfigured(provider); }

    public ModerationModel moderation(UUID tenantId, String provider, String model) { throw notConfigured(provider); }

    private static Failure notConfigured(String provider) {
        return ModelError.PROVIDER_NOT_INITIALIZE.because("No credentials are configured for the model provider '%s'",
                ProviderIds.bare(provider));
    }
}
