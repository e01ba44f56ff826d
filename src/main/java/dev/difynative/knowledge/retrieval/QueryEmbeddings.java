package dev.difynative.knowledge.retrieval;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.models.EmbedKind;
import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.Payer;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.Failure;

/** Embeds questions; the same question is not paid for twice within ten minutes. */
@ApplicationScoped
class QueryEmbeddings {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MAX_ENTRIES = 2_000;
    private static final KeyText<Key> KEYS = new KeyText<>(Key::text, Key::of);

    private final ModelRuntime models;
    private final SharedCache<Key, float[]> vectors;

    private record Key(UUID tenantId, String provider, String model, String query) {
        String text() { return String.join("\n", tenantId.toString(), provider, model, query); }

        static Key of(String text) {
            String[] parts = text.split("\n", 4);
            return new Key(UUID.fromString(parts[0]), parts[1], parts[2], parts[3]);
        }
    }

    QueryEmbeddings(ModelRuntime models, SharedCaches caches) {
        this.models = models;
        vectors = caches.open("query-embeddings", KEYS, KEPT, MAX_ENTRIES);
    }

    /** A vector of length 1; null when the model sees nothing in the question. Waits for the model. */
    float[] of(Payer payer, ModelRef model, String query) {
        // Without credentials there is no answer from memory either.
        EmbeddingModel embedding = models.embeddings(payer, model.provider(), model.model());
        return vectors.get(new Key(payer.tenantId(), model.provider(), model.model(), query), unused -> embed(embedding, query));
    }

    private static float[] embed(EmbeddingModel embedding, String query) {
        try {
            return VectorBlock.normalised(embedding.embed(List.of(query), EmbedKind.QUERY).join().vectors()[0]);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }
}
