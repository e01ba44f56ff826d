package dev.difynative.platform.metrics;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Tokens and times per model. Any model name may be used, so that only the first names that come get meters of their own and
 * the rest share one.
 */
@ApplicationScoped
public class ModelMetrics {
    private static final int NAMES_AT_MOST = 200;
    private static final Duration[] BUCKETS = HttpMetrics.seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300);

    private final ConcurrentHashMap<Name, Model> models = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    private record Name(String provider, String model) {}

    /** The meters of one model; to be kept for the length of a call. */
    public static final class Model {
        private final Counter tokensIn;
        private final Counter tokensOut;
        private final Counter failures;
        private final Timer firstToken;
        private final Timer latency;

        private Model(MeterRegistry meters, Name name) {
            String[] tags = {"provider", name.provider, "model", name.model};
            tokensIn = Counter.builder("dify.model.tokens").tags(tags).tag("direction", "in").register(meters);
            tokensOut = Counter.builder("dify.model.tokens").tags(tags).tag("direction", "out").register(meters);
            failures = Counter.builder("dify.model.failures").tags(tags).register(meters);
            firstToken = Timer.builder("dify.model.first.token").tags(tags).serviceLevelObjectives(BUCKETS).register(meters);
            latency = Timer.builder("dify.model.latency").tags(tags).serviceLevelObjectives(BUCKETS).register(meters);
        }

        public void firstToken(long nanos) { firstToken.record(nanos, TimeUnit.NANOSECONDS); }

        public void completed(long nanos, long promptTokens, long answerTokens) {
            latency.record(nanos, TimeUnit.NANOSECONDS);
            tokens(promptTokens, answerTokens);
        }

        public void tokens(long promptTokens, long answerTokens) {
            tokensIn.increment(promptTokens);
            tokensOut.increment(answerTokens);
        }

        public void failed() { failures.increment(); }
    }

    ModelMetrics(MeterRegistry meters) { this.meters = meters; }

    public Model of(String provider, String model) {
        Name name = new Name(provider, model);
        Model known = models.get(name);
        if (known == null) {
            Name shown = models.size() < NAMES_AT_MOST ? name : new Name("other", "other");
            known = models.computeIfAbsent(shown, unused -> new Model(meters, shown));
        }
        return known;
    }
}
