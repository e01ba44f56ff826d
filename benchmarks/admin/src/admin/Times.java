package admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long calls took, in milliseconds. */
record Times(double p50, double p95, double p99) {

    interface Call {
        void make(int number) throws Exception;
    }

    static Times of(int warmUp, int calls, Call call) throws Exception { return inTurn(warmUp, calls, call).getFirst(); }

    /** The times of several calls that are made in turn, so that whatever else the machine does disturbs all of them alike. */
    static List<Times> inTurn(int warmUp, int times, Call... calls) throws Exception {
        long[][] nanos = new long[calls.length][times];
        for (int i = -warmUp; i < times; i++) {
            for (int which = 0; which < calls.length; which++) {
                long begin = System.nanoTime();
                calls[which].make(i);
                if (i >= 0) {
                    nanos[which][i] = System.nanoTime() - begin;
                }
            }
        }
        return Arrays.stream(nanos).map(Times::of).toList();
    }

    private static Times of(long[] nanos) {
        Arrays.sort(nanos);
        return new Times(at(nanos, 0.50), at(nanos, 0.95), at(nanos, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    String shown() { return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", p50, p95, p99); }
}
