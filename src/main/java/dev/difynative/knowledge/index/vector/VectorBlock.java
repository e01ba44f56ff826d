package dev.difynative.knowledge.index.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

import dev.difynative.knowledge.index.TopHits;

/**
 * Vectors of one dimension and of length 1, each under an ordinal, compared with a query one by one. The caller sees to it that
 * nobody reads while a vector is added.
 */
public abstract sealed class VectorBlock permits ExactVectors, RoughVectors {
    /** From here on the work is worth sharing among cores. */
    private static final long PARALLEL_FROM = 4_000_000;

    private final int dimension;
    private int[] ordinals = new int[64];
    private int size;

    /** Compares one query with the vector of each row. */
    @FunctionalInterface
    interface Comparison {
        float with(int row);
    }

    VectorBlock(int dimension) { this.dimension = dimension; }

    public final int size() { return size; }

    public final int dimension() { return dimension; }

    /** Adds a vector under an ordinal. */
    public final void add(int ordinal, byte[] stored) { add(ordinal, floats(stored)); }

    final void add(int ordinal, FloatBuffer vector) {
        keep(size, vector);
        append(ordinal);
    }

    private void append(int ordinal) {
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, size + (size >> 1));
        }
        ordinals[size++] = ordinal;
    }

    /** The best rows by {@link #comparison} among those that may be found; scores below 0 are given as they are. */
    public final TopHits search(float[] query, BitSet live, BitSet allowed, int limit) {
        Comparison comparison = comparison(query);
        int rows = rowsPerPart();
        int parts = Math.ceilDiv(size, rows);
        if ((long) size * dimension < PARALLEL_FROM) {
            TopHits top = new TopHits(limit);
            for (int part = 0; part < parts; part++) {
                scan(part * rows, Math.min(size, (part + 1) * rows), comparison, live, allowed, top);
            }
            return top;
        }
        return IntStream.range(0, parts).parallel().collect(() -> new TopHits(limit),
                (top, part) -> scan(part * rows, Math.min(size, (part + 1) * rows), comparison, live, allowed, top),
                TopHits::offerAll);
    }

    private void scan(int from, int to, Comparison comparison, BitSet live, BitSet allowed, TopHits top) {
        for (int row = from; row < to; row++) {
            int ordinal = ordinals[row];
            if (live.get(ordinal) && (allowed == null || allowed.get(ordinal))) {
                float score = comparison.with(row);
                if (score >= top.worst()) {
                    top.offer(ordinal, score);
                }
            }
        }
    }

    /** The same vectors, of the texts that have a new ordinal of 0 or more. */
    public final VectorBlock compacted(int[] newOrdinals) {
        VectorBlock fresh = empty();
        for (int row = 0; row < size; row++) {
            int ordinal = newOrdinals[ordinals[row]];
            if (ordinal >= 0) {
                fresh.copy(fresh.size, this, row);
                fresh.append(ordinal);
            }
        }
        return fresh;
    }

    /** Roughly how much memory this takes. */
    public final long bytes() { return vectorBytes() + 4L * ordinals.length; }

    final int ordinal(int row) { return ordinals[row]; }

    abstract Comparison comparison(float[] query);

    abstract int rowsPerPart();

    abstract void keep(int row, FloatBuffer vector);

    /** Takes over a row of a block of the same kind. */
    abstract void copy(int row, VectorBlock source, int sourceRow);

    abstract VectorBlock empty();

    abstract long vectorBytes();

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

    private static FloatBuffer floats(byte[] stored) {
        return ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
