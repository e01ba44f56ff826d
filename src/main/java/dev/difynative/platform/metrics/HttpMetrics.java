package dev.difynative.platform.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Requests by surface, route, method, class of status and kind (a stream lasts as long as the model talks, so it is kept
 * apart from calls), with buckets; and the latency quantiles of each surface's calls over the last minutes.
 */
@ApplicationScoped
public class HttpMetrics {
    private static final Duration[] BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300);
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private final ConcurrentHashMap<Key, Timer> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> latencies = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    private record Key(String surface, String route, String method, int statusClass, boolean stream) {}

    HttpMetrics(MeterRegistry meters) { this.meters = meters; }

    /** Counts one request; {@code route} is a template such as {@code /apps/{id}}, never a path that a client made up. */
    public void record(String surface, String route, String method, int status, boolean stream, long nanos) {
        requests.computeIfAbsent(new Key(surface, route, method, status / 100, stream), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
        if (!stream) {
            latencies.computeIfAbsent(surface, this::quantiles).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("dify.http.requests")
                .description("Requests by route")
                .tags("surface", key.surface, "route", key.route, "method", key.method,
                        "status", key.statusClass + "xx", "kind", key.stream ? "stream" : "call")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private Timer quantiles(String surface) {
        return Timer.builder("dify.http.latency")
                .description("Latency of calls over the last two minutes")
                .tag("surface", surface)
                .publishPercentiles(QUANTILES)
                .register(meters);
    }

    static Duration[] seconds(double... bounds) {
        return Arrays.stream(bounds).mapToObj(bound -> Duration.ofNanos((long) (bound * 1e9))).toArray(Duration[]::new);
    }
}
