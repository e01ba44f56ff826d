package dev.difynative.quota;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.redis.SharedRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/** What one question to the rate limiter costs, in this process: for a plan and an app with three and two windows. */
public final class LimiterCost {
    private static final CallLimits PLAN = new CallLimits(100_000_000, 100_000_000, 100_000_000);

    private LimiterCost() {}

    private record Settings(RedisGonePolicy whenRedisIsGone, int maxActiveRequests) implements QuotaConfig {
        @Override
        public Rate perKey() { return new Calls(0, 0); }

        @Override
        public Rate perEndUser() { return new Calls(0, 0); }
    }

    private record Calls(int rpm, int rph) implements QuotaConfig.Rate {}

    public static void measure(String redisUrl) throws Exception {
        Settings settings = new Settings(QuotaConfig.RedisGonePolicy.ALLOW, 0);
        RateLimits local = new RateLimits(new SharedRedis(false, () -> null), settings, Clock.systemUTC(), () -> 1);
        System.out.println("| limiter | callers | questions/s | µs each | not answered within 50 ms |");
        System.out.println("|---|---|---|---|---|");
        UUID app = UUID.randomUUID();
        for (int callers : new int[]{1, 64}) {
            row("in process, one workspace", callers, local, app, 2_000_000, false);
            row("in process, a workspace each", callers, local, app, 2_000_000, true);
        }
        Vertx vertx = Vertx.vertx();
        // As the service has it; a question that Redis does not answer in time must not pass for a quick one.
        Redis client = Redis.createClient(vertx,
                new RedisOptions().setConnectionString(redisUrl).setMaxPoolSize(8).setMaxPoolWaiting(10_000));
        RateLimits shared = new RateLimits(new SharedRedis(true, () -> client),
                new Settings(QuotaConfig.RedisGonePolicy.REFUSE, 0), Clock.systemUTC(), () -> 1);
        await(shared, app);
        for (int callers : new int[]{1, 64}) {
            row("Redis, one round trip", callers, shared, app, 20_000, false);
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void await(RateLimits limits, UUID app) throws InterruptedException {
        for (int answered = 0; answered < 100;) {
            try {
                limits.check(PLAN, app, app, 100_000_000, 100_000_000);
                answered++;
            } catch (Failure cold) {
                Thread.sleep(1_000);
            }
        }
    }

    private static void row(String name, int callers, RateLimits limits, UUID app, int questions, boolean apart) throws Exception {
        run(limits, callers, app, questions, apart);
        Run measured = run(limits, callers, app, questions, apart);
        System.out.printf(Locale.ROOT, "| %s | %d | %,.0f | %.2f | %d |%n", name, callers, questions / measured.seconds,
                measured.seconds * 1e6 * Math.min(callers, Runtime.getRuntime().availableProcessors()) / questions,
                measured.unanswered);
    }

    private record Run(double seconds, long unanswered) {}

    private static Run run(RateLimits limits, int callers, UUID app, int questions, boolean apart) throws Exception {
        LongAdder unanswered = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        UUID one = UUID.randomUUID();
        long begin = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            UUID tenant = apart ? UUID.randomUUID() : one;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < questions / callers; i++) {
                    try {
                        limits.check(PLAN, tenant, app, 100_000_000, 100_000_000);
                    } catch (Failure late) {
                        unanswered.increment();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Run((System.nanoTime() - begin) / 1e9, unanswered.sum());
    }
}
