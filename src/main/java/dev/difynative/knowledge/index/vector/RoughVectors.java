package dev.difynative.knowledge.index.vector;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors rounded to a byte per number, in a quarter of the memory. The score of a row is the most that its cosine can be: what
 * the rounded vector gives, plus the length of what was rounded off, since |q·v − q·v′| ≤ |q| |v − v′| (Cauchy and Schwarz). So
 * whatever is not among the best by this score is not nearer than the worst of them, and the exact vectors of a few rows decide.
 */
public final class RoughVectors extends VectorBlock {
    private static final int LARGEST = 127;
    /** Arrays of less than half a megabyte are moved together by the collector, larger ones leave gaps. */
    private static final int PART_BYTES = 250_000;
    /** Sums of products stay within an int. */
    private static final double MOST = 1 << 30;
    /** For what floats round off. */
    private static final float SLACK = 2e-6f;

    private final int rows;
    private final List<byte[]> parts = new ArrayList<>();
    private float[] scales = new float[64];
    private float[] errors = new float[64];

    RoughVectors(int dimension) {
        super(dimension);
        rows = Math.max(1, PART_BYTES / dimension);
    }

    @Override
    Comparison comparison(float[] query) {
        double unit = MOST / (LARGEST * Math.sqrt(query.length));
        int[] rounded = new int[query.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (int) Math.round(query[i] * unit);
        }
        float back = (float) (1 / unit);
        // What the query's own rounding may take off.
        float slack = SLACK + (float) (Math.sqrt(query.length) / unit);
        return row -> dot(parts.get(row / rows), row % rows * rounded.length, rounded) * back * scales[row] + errors[row] + slack;
    }

    @Override
    int rowsPerPart() { return rows; }

    @Override
    void keep(int row, FloatBuffer vector) {
        float most = 0;
        for (int i = 0; i < dimension(); i++) {
            most = Math.max(most, Math.abs(vector.get(i)));
        }
        float scale = most / LARGEST;
        byte[] part = partFor(row);
        int start = row % rows * dimension();
        double squares = 0;
        for (int i = 0; i < dimension(); i++) {
            int level = scale == 0 ? 0 : Math.round(vector.get(i) / scale);
            part[start + i] = (byte) level;
            double off = (double) vector.get(i) - (double) level * scale;
            squares += off * off;
        }
        describe(row, scale, (float) Math.sqrt(squares));
    }

    @Override
    void copy(int row, VectorBlock source, int sourceRow) {
        RoughVectors other = (RoughVectors) source;
        System.arraycopy(other.parts.get(sourceRow / rows), sourceRow % rows * dimension(), partFor(row),
                row % rows * dimension(),
                dimension());
        describe(row, other.scales[sourceRow], other.errors[sourceRow]);
    }

    private void describe(int row, float scale, float error) {
        if (row == scales.length) {
            scales = Arrays.copyOf(scales, row + (row >> 1));
            errors = Arrays.copyOf(errors, row + (row >> 1));
        }
        scales[row] = scale;
        errors[row] = error;
    }

    @Override
    VectorBlock empty() { return new RoughVectors(dimension()); }

    @Override
    long vectorBytes() { return parts.stream().mapToLong(part -> part.length).sum() + 8L * scales.length; }

    private static int dot(byte[] data, int start, int[] query) {
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        int whole = query.length & ~3;
        for (int i = 0, at = start; i < whole; i += 4, at += 4) {
            s0 += data[at] * query[i];
            s1 += data[at + 1] * query[i + 1];
            s2 += data[at + 2] * query[i + 2];
            s3 += data[at + 3] * query[i + 3];
        }
        for (int i = whole; i < query.length; i++) {
            s0 += data[start + i] * query[i];
        }
        return s0 + s1 + s2 + s3;
    }

    private byte[] partFor(int row) {
        int part = row / rows;
        if (part == parts.size()) {
            parts.add(new byte[rows * dimension()]);
        }
        return parts.get(part);
    }
}
