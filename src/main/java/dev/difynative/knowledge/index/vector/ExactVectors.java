package dev.difynative.knowledge.index.vector;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Vectors as they are, in flat arrays: the score is the cosine, in a plain loop over eight sums. */
public final class ExactVectors extends VectorBlock {
    /** With their header, the arrays stay below a whole number of megabytes, which is what a collector gives large ones. */
    private static final int ROWS = 2000;

    private final List<float[]> chunks = new ArrayList<>();

    public ExactVectors(int dimension) { super(dimension); }

    /** The same vectors in a quarter of the memory. */
    public RoughVectors rough() {
        RoughVectors rough = new RoughVectors(dimension());
        for (int row = 0; row < size(); row++) {
            rough.add(ordinal(row), FloatBuffer.wrap(chunks.get(row / ROWS), row % ROWS * dimension(), dimension()).slice());
        }
        return rough;
    }

    @Override
    Comparison comparison(float[] query) { return row -> dot(chunks.get(row / ROWS), row % ROWS * query.length, query); }

    @Override
    int rowsPerPart() { return ROWS; }

    @Override
    void keep(int row, FloatBuffer vector) { vector.get(chunkFor(row), row % ROWS * dimension(), dimension()); }

    @Override
    void copy(int row, VectorBlock source, int sourceRow) {
        System.arraycopy(((ExactVectors) source).chunks.get(sourceRow / ROWS), sourceRow % ROWS * dimension(), chunkFor(row),
                row % ROWS * dimension(), dimension());
    }

    @Override
    VectorBlock empty() { return new ExactVectors(dimension()); }

    @Override
    long vectorBytes() { return chunks.stream().mapToLong(chunk -> 4L * chunk.length).sum(); }

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
        int needed = (row % ROWS + 1) * dimension();
        if (chunk == chunks.size()) {
            chunks.add(new float[Math.min(ROWS, chunk == 0 ? 16 : ROWS) * dimension()]);
        } else if (chunks.get(chunk).length < needed) {
            chunks.set(chunk, Arrays.copyOf(chunks.get(chunk), Math.min(ROWS * dimension(), chunks.get(chunk).length * 2)));
        }
        return chunks.get(chunk);
    }
}
