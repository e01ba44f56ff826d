package dev.difynative.models.provider.builtin;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.Embeddings;

/**
 * A lexical embedding: each term is hashed to a place and a sign, repeated terms count by the square root, and the vector is
 * brought to length 1. Texts are near when they share words; meaning is not seen.
 */
public final class HashEmbeddingModel implements EmbeddingModel {
    private static final int BATCH = 256;
    static final int DIMENSIONS = 384;

    private final String model;

    public HashEmbeddingModel(String model) { this.model = model; }

    @Override
    public String provider() { return Builtin.ID; }

    @Override
    public String model() { return model; }

    @Override
    public int batch() { return BATCH; }

    @Override
    public CompletableFuture<Embeddings> embed(List<String> texts, EmbedKind kind) {
        float[][] vectors = new float[texts.size()][];
        int tokens = 0;
        for (int i = 0; i < vectors.length; i++) {
            List<String> terms = Terms.of(texts.get(i));
            vectors[i] = vector(terms);
            tokens += terms.size();
        }
        return CompletableFuture.completedFuture(new Embeddings(vectors, tokens));
    }

    private static float[] vector(List<String> terms) {
        float[] sums = new float[DIMENSIONS];
        for (String term : terms) {
            int hash = mixed(term.hashCode());
            sums[Integer.remainderUnsigned(hash, DIMENSIONS)] += (hash & 0x4000_0000) == 0 ? 1 : -1;
        }
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            sums[i] = (float) (Math.signum(sums[i]) * Math.sqrt(Math.abs(sums[i])));
            squares += sums[i] * sums[i];
        }
        if (squares == 0) {
            // A text without a word still needs a direction: cosine distance is undefined for zero.
            sums[0] = 1;
            return sums;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < DIMENSIONS; i++) {
            sums[i] *= scale;
        }
        return sums;
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EB_CA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2_AE35;
        return mixed ^ (mixed >>> 16);
    }
}
