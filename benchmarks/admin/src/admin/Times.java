package admin;

import java.util.Arrays;
import java.util.Locale;

/** How long calls took, in milliseconds. */
record Times(double p50, double p95, double p99) {

    interface Call {
        void make(int number) throws Exception;
    }

    static Times of(int warmUp, int calls, Call call) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            call.make(i);
        }
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            call.make(i);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return new Times(at(nanos, 0.50), at(nanos, 0.95), at(nanos, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    String shown() { return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", p50, p95, p99); }
}
