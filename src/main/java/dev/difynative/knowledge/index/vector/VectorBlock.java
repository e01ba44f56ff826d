package dev.difynative.knowledge.index.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import dev.difynative.knowledge.index.TopHits;

/**
 * Vectors of one dimension in flat arrays, searched exactly: the cosine of each with the query, in a plain loop over eight sums
 * that the compiler turns into vector instructions. The caller sees to it that nobody reads while a vector is added.
 */
public final class VectorBlock {
    /** With their header, the arrays stay below a whole number of megabytes, which is what a collector gives large ones. */
    private static final int ROWS = 2000;
    /** From here on the work is worth sharing among cores. */
    private static final long PARALLEL_FROM = 4_000_000;

    private final int dimension;
    private final List<float[]> chunks = new ArrayList<>();
    private int[] ordinals = new int[64];
    private int size;

    public VectorBlock(int dimension) { this.dimension = dimension; }

    public int size() { return size; }

    public int dimension() { return dimension; }

    /** Adds a vector of length 1 under an ordinal. */
    public void add(int ordinal, byte[] stored) {
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, size + (size >> 1));
        }
        ordinals[size] = ordinal;
        floats(stored).get(chunkFor(size), size % ROWS * dimension, dimension);
        size++;
    }

    /** The nearest by cosine among those that may be found; a score below 0 means away from the query, and is given as it is. */
    public TopHits search(float[] query, BitSet live, BitSet allowed, int limit) {
        if ((long) size * dimension < PARALLEL_FROM) {
            TopHits top = new TopHits(limit);
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                scan(chunk, query, live, allowed, top);
            }
            return top;
        }
        return IntStream.range(0, chunks.size()).parallel().collect(() -> new TopHits(limit),
                (top, chunk) -> scan(chunk, query, live, allowed, top), TopHits::offerAll);
    }

    /** The same vectors, of the texts that have a new ordinal of 0 or more. */
    public VectorBlock compacted(int[] newOrdinals) {
        VectorBlock fresh = new VectorBlock(dimension);
        for (int row = 0; row < size; row++) {
            int ordinal = newOrdinals[ordinals[row]];
            if (ordinal >= 0) {
                if (fresh.size == fresh.ordinals.length) {
                    fresh.ordinals = Arrays.copyOf(fresh.ordinals, fresh.size + (fresh.size >> 1));
                }
                fresh.ordinals[fresh.size] = ordinal;
                System.arraycopy(chunks.get(row / ROWS), row % ROWS * dimension, fresh.chunkFor(fresh.size),
                        fresh.size % ROWS * dimension, dimension);
                fresh.size++;
            }
        }
        return fresh;
    }

    /** Roughly how much memory this takes. */
    public long bytes() {
        return chunks.stream().mapToLong(chunk -> 4L * chunk.length).sum() + 4L * ordinals.length;
    }

    public static byte[] stored(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    public static float[] read(byte[] stored) {
        float[] vector = new float[stored.length / Float.BYTES];
        floats(stored).get(vector);
        return vector;
    }

    /** The same direction with length 1; null for a vector without a direction. */
    public static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0 || !Double.isFinite(squares)) {
            return null;
        }
        float[] unit = new float[vector.length];
        double scale = 1 / Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] * scale);
        }
        return unit;
    }

    private void scan(int chunk, float[] query, BitSet live, BitSet allowed, TopHits top) {
        float[] data = chunks.get(chunk);
        int first = chunk * ROWS;
        int end = Math.min(size, first + ROWS);
        for (int row = first, at = 0; row < end; row++, at += dimension) {
            int ordinal = ordinals[row];
            if (live.get(ordinal) && (allowed == null || allowed.get(ordinal))) {
                float score = dot(data, at, query);
                if (score >= top.worst()) {
                    top.offer(ordinal, score);
                }
            }
        }
    }

    private static float dot(float[] data, int start, float[] query) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int whole = query.length & ~7;
        for (int i = 0, at = start; i < whole; i += 8, at += 8) {
            s0 += data[at] * query[i];
            s1 += data[at + 1] * query[i + 1];
            s2 += data[at + 2] * query[i + 2];
            s3 += data[at + 3] * query[i + 3];
            s4 += data[at + 4] * query[i + 4];
            s5 += data[at + 5] * query[i + 5];
            s6 += data[at + 6] * query[i + 6];
            s7 += data[at + 7] * query[i + 7];
        }
        for (int i = whole; i < query.length; i++) {
            s0 += data[start + i] * query[i];
        }
        return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }

    /** Chunks but the last are full; the first ones of a small dataset grow, so that it does not take a whole one. */
    private float[] chunkFor(int row) {
        int chunk = row / ROWS;
        int needed = (row % ROWS + 1) * dimension;
        if (chunk == chunks.size()) {
            chunks.add(new float[Math.min(ROWS, chunk == 0 ? 16 : ROWS) * dimension]);
        } else if (chunks.get(chunk).length < needed) {
            chunks.set(chunk, Arrays.copyOf(chunks.get(chunk), Math.min(ROWS * dimension, chunks.get(chunk).length * 2)));
        }
        return chunks.get(chunk);
    }

    private static java.nio.FloatBuffer floats(byte[] stored) {
        return ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
