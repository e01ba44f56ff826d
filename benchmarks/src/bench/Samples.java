package bench;

import java.util.Arrays;

/** Times in nanoseconds, kept one by one: percentiles are exact, not those of buckets. */
final class Samples {

    private long[] values = new long[4096];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos;
    }

    /** In milliseconds; NaN without samples. The percentile is the smallest value that so many samples do not exceed. */
    double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, count);
        int rank = (int) Math.ceil(percent / 100 * count) - 1;
        return values[Math.clamp(rank, 0, count - 1)] / 1e6;
    }
}
