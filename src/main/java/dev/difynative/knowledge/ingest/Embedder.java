package dev.difynative.knowledge.ingest;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.Embeddings;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.Failure;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Embeds texts that are not embedded yet, several requests at once; not to be called within a transaction. */
@Singleton
class Embedder {
    private final ModelRuntime models;
    private final EmbeddingCache cache;
    private final IngestConfig config;

    Embedder(ModelRuntime models, EmbeddingCache cache, IngestConfig config) {
        this.models = models;
        this.cache = cache;
        this.config = config;
    }

    /**
     * The vectors of some texts, of length 1.
     *
     * @param vectors
     *            in the order of the texts
     * @param fresh
     *            those that are not in the cache yet: to be kept in the transaction that uses them
     */
    record Embedded(List<float[]> vectors, Map<ByteBuffer, float[]> fresh) {}

    Embedded embed(UUID tenantId, ModelRef ref, List<String> texts) throws SQLException {
        List<ByteBuffer> hashes = texts.stream().map(text -> ByteBuffer.wrap(Sha256.of(text))).toList();
        Map<ByteBuffer, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            wanted.put(hashes.get(i), texts.get(i));
        }
        Map<ByteBuffer, float[]> all = new HashMap<>(cache.find(tenantId, ref, wanted.keySet()));
        wanted.keySet().removeAll(all.keySet());
        Map<ByteBuffer, float[]> fresh = new HashMap<>();
        if (!wanted.isEmpty()) {
            request(tenantId, ref, wanted, fresh);
            all.putAll(fresh);
        }
        return new Embedded(hashes.stream().map(all::get).toList(), fresh);
    }

    /** Each request has one batch of the provider's, so that one that fails costs nothing of what others brought. */
    private void request(UUID tenantId, ModelRef ref, Map<ByteBuffer, String> wanted, Map<ByteBuffer, float[]> fresh) {
        EmbeddingModel model = models.embeddings(tenantId, ref.provider(), ref.model());
        List<ByteBuffer> hashes = List.copyOf(wanted.keySet());
        int size = Math.min(model.batch(), Math.ceilDiv(hashes.size(), config.embeddingRequests()));
        Deque<Part> underWay = new ArrayDeque<>();
        RuntimeException failed = null;
        for (int from = 0; from < hashes.size() && failed == null; from += size) {
            List<ByteBuffer> part = hashes.subList(from, Math.min(hashes.size(), from + size));
            underWay.add(new Part(part, model.embed(part.stream().map(wanted::get).toList(), EmbedKind.DOCUMENT)));
            if (underWay.size() == config.embeddingRequests()) {
                failed = take(underWay.remove(), fresh);
            }
        }
        while (!underWay.isEmpty()) {
            RuntimeException fault = take(underWay.remove(), fresh);
            failed = failed == null ? fault : failed;
        }
        if (failed != null) {
            // What did come is paid for.
            QuarkusTransaction.requiringNew().run(() -> keep(tenantId, ref, fresh));
            throw failed;
        }
    }

    /** A request under way. */
    private record Part(List<ByteBuffer> hashes, CompletableFuture<Embeddings> answer) {}

    /** Waits for an answer; gives what went wrong, or null. */
    private static RuntimeException take(Part part, Map<ByteBuffer, float[]> fresh) {
        try {
            float[][] vectors = part.answer.join().vectors();
            for (int i = 0; i < vectors.length; i++) {
                fresh.put(part.hashes.get(i), normalized(vectors[i]));
            }
            return null;
        } catch (CompletionException fault) {
            return fault.getCause() instanceof Failure failure ? failure : fault;
        }
    }

    private void keep(UUID tenantId, ModelRef ref, Map<ByteBuffer, float[]> fresh) {
        try {
            cache.keep(tenantId, ref, fresh);
        } catch (SQLException fault) {
            throw new IllegalStateException("Embeddings could not be kept", fault);
        }
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0 || Math.abs(squares - 1) < 1e-6) {
            return vector;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        float[] normalized = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            normalized[i] = vector[i] * scale;
        }
        return normalized;
    }
}
