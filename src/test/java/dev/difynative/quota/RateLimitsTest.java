package dev.difynative.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.redis.SharedRedis;
import dev.difynative.quota.QuotaConfig.RedisGonePolicy;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.RedisProcess;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

class RateLimitsTest {
    private static final CallLimits NO_PLAN = CallLimits.NONE;

    private final UUID tenant = UUID.randomUUID();
    private final UUID app = UUID.randomUUID();
    private final Vertx vertx = Vertx.vertx();
    private RedisProcess redis;

    private record Settings(RedisGonePolicy whenRedisIsGone, int maxActiveRequests) implements QuotaConfig {
        @Override
        public Rate perKey() { return new Calls(0, 0); }

        @Override
        public Rate perEndUser() { return new Calls(2, 0); }
    }

    private record Calls(int rpm, int rph) implements QuotaConfig.Rate {}

    private SharedRedis connect() {
        if (redis == null) {
            redis = RedisProcess.start();
        }
        // As the service has it.
        Redis client = Redis.createClient(vertx,
                new RedisOptions().setConnectionString(redis.url()).setMaxPoolSize(8).setMaxPoolWaiting(10_000));
        // The first command opens the connection, which may take longer than a request waits.
        client.connect().toCompletionStage().toCompletableFuture().join().close();
        return new SharedRedis(true, () -> client);
    }

    /** The first answers take longer than a request waits, on a busy machine. */
    private SharedRedis answering() {
        SharedRedis shared = connect();
        RateLimits limits = limits(shared, RedisGonePolicy.REFUSE);
        UUID another = UUID.randomUUID();
        Eventually.isTrue(Duration.ofSeconds(60), "Redis answers quickly", () -> quietly(() -> {
            for (int call = 0; call < 20; call++) {
                limits.check(NO_PLAN, another, another, 1_000, 0);
            }
        }));
        return shared;
    }

    private static RateLimits limits(SharedRedis redis, RedisGonePolicy policy) {
        return new RateLimits(redis, new Settings(policy, 0), Clock.systemUTC(), () -> 1);
    }

    private ActiveRequests activeRequests(SharedRedis redis, int generalLimit) {
        ActiveRequests requests = new ActiveRequests(redis, new Settings(RedisGonePolicy.ALLOW, generalLimit), vertx);
        requests.start(new StartupEvent());
        return requests;
    }

    private static SharedRedis none() {
        return new SharedRedis(false, () -> {
            throw new IllegalStateException("there is no Redis");
        });
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void withoutALimitNothingIsShown() {
        assertEquals(Decision.UNLIMITED, limits(none(), RedisGonePolicy.ALLOW).check(NO_PLAN, tenant, app, 0, 0));
    }

    @Test
    void aKeyAndAnEndUserHaveWindowsOfTheirOwn() {
        RateLimits limits = limits(none(), RedisGonePolicy.ALLOW);
        List<Part> parts = List.of(new Part(app, new CallLimits(5, 0, 0)), new Part(UUID.randomUUID(), new CallLimits(1, 0, 0)));
        assertTrue(limits.check(NO_PLAN, tenant, parts).allowed());
        Decision refused = limits.check(NO_PLAN, tenant, parts);
        assertFalse(refused.allowed());
        assertEquals(1, refused.limit());
        assertEquals(3, limits.check(NO_PLAN, tenant, app, 5, 0).remaining(), "what was refused counts nowhere");
        EndUserLimits users = new EndUserLimits(limits, new Settings(RedisGonePolicy.ALLOW, 0));
        UUID alice = UUID.randomUUID();
        users.count(tenant, alice);
        users.count(tenant, alice);
        users.count(tenant, UUID.randomUUID());
        Failure failure = assertThrows(Failure.class, () -> users.count(tenant, alice));
        assertTrue(failure.retryAfter() > 50);
        assertEquals(2, failure.limit().calls());
    }

    @Test
    void twoInstancesShareOneCount() {
        RateLimits here = limits(answering(), RedisGonePolicy.ALLOW);
        RateLimits there = limits(answering(), RedisGonePolicy.ALLOW);
        CallLimits plan = new CallLimits(10_000, 0, 0);
        assertEquals(5, here.check(plan, tenant, app, 6, 100).remaining());
        for (int call = 0; call < 5; call++) {
            assertTrue((call % 2 == 0 ? there : here).check(plan, tenant, app, 6, 100).allowed());
        }
        Decision refused = there.check(plan, tenant, app, 6, 100);
        assertFalse(refused.allowed());
        assertEquals(6, refused.limit());
        assertEquals(0, refused.remaining());
        assertTrue(refused.retryAfter() >= 59 && refused.retryAfter() <= 61);
        assertEquals(9_993, here.check(plan, tenant, null, 0, 0).remaining());
        CallLimits daily = new CallLimits(0, 0, 100);
        here.check(daily, tenant, null, 0, 0);
        there.check(daily, tenant, null, 0, 0);
        assertEquals(2, here.madeWithinADay(tenant));
        assertEquals(0, here.madeWithinADay(UUID.randomUUID()));
    }

    @Test
    void whatWasLeftIsSharedOutWhileRedisIsGone() {
        RateLimits here = new RateLimits(answering(), new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2);
        RateLimits there = new RateLimits(answering(), new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2);
        there.check(NO_PLAN, tenant, app, 6, 0);
        here.check(NO_PLAN, tenant, app, 6, 0);
        redis.close();
        assertEquals(1, here.check(NO_PLAN, tenant, app, 6, 0).remaining(), "the half of four, without this one");
        assertTrue(here.check(NO_PLAN, tenant, app, 6, 0).allowed());
        assertFalse(here.check(NO_PLAN, tenant, app, 6, 0).allowed());
        UUID unknown = UUID.randomUUID();
        assertEquals(2, here.check(NO_PLAN, tenant, unknown, 6, 0).remaining(), "the half of all, without this one");
        redis.resume();
        Eventually.isTrue(Duration.ofSeconds(20), "Redis counts again",
                () -> here.check(NO_PLAN, tenant, app, 6, 0).allowed());
    }

    @Test
    void whatPassesWhileRedisIsSilentIsCountedWhenItHearsAgain() {
        SharedRedis shared = answering();
        RateLimits limits = limits(shared, RedisGonePolicy.ALLOW);
        limits.check(NO_PLAN, tenant, app, 100, 0);
        redis.freeze();
        for (int call = 0; call < 10; call++) {
            assertTrue(limits.check(NO_PLAN, tenant, app, 100, 0).allowed());
        }
        redis.thaw();
        Eventually.isTrue(Duration.ofSeconds(20), "Redis answers again", shared::isAsked);
        RateLimits other = limits(answering(), RedisGonePolicy.REFUSE);
        AtomicLong left = new AtomicLong();
        Eventually.isTrue(Duration.ofSeconds(20), "all are counted",
                () -> quietly(() -> left.set(other.check(NO_PLAN, tenant, app, 100, 0).remaining())) && left.get() <= 88);
    }

    @Test
    void instancesThatHearNothingOfRedisLetNoMoreThanTheLimitPassTogether() {
        List<RateLimits> instances = Stream.generate(() -> new RateLimits(answering(),
                new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2)).limit(2).toList();
        int passed = 0;
        for (int call = 0; call < 10; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        redis.freeze();
        for (int call = 0; call < 300; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        assertTrue(passed > 80, passed + " passed");
        redis.thaw();
        for (int call = 0; call < 300; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        assertTrue(passed <= 100, passed + " passed");
    }

    @Test
    void aRedisThatAnswersLateIsAskedAgainAtOnce() throws InterruptedException {
        SharedRedis shared = answering();
        RateLimits limits = limits(shared, RedisGonePolicy.ALLOW);
        redis.freeze();
        limits.check(NO_PLAN, tenant, app, 100, 0);
        assertFalse(shared.isAsked());
        redis.thaw();
        long begin = System.nanoTime();
        Eventually.isTrue(Duration.ofSeconds(20), "it is asked", shared::isAsked);
        assertTrue(System.nanoTime() - begin < 900_000_000L, "not only after the second for which a silent one is left alone");
    }

    @Test
    void callsAreRefusedWhileRedisIsGoneIfSoConfigured() {
        RateLimits limits = limits(connect(), RedisGonePolicy.REFUSE);
        redis.close();
        Failure failure = assertThrows(Failure.class, () -> limits.check(NO_PLAN, tenant, app, 2, 0));
        assertEquals(QuotaError.LIMITS_UNKNOWN, failure.code());
        redis.resume();
    }

    @Test
    void noRequestWaitsLongForARedisThatIsSilent() {
        for (RedisGonePolicy policy : RedisGonePolicy.values()) {
            SharedRedis shared = connect();
            RateLimits limits = limits(shared, policy);
            ActiveRequests requests = new ActiveRequests(shared, new Settings(policy, 0), vertx);
            requests.start(new StartupEvent());
            Eventually.isTrue(Duration.ofSeconds(20), "Redis answers", () -> quietly(() -> requests.acquire(app, 5).close())
                    && quietly(() -> limits.check(NO_PLAN, tenant, app, 100, 0)));
            redis.freeze();
            // What the classes cost that such a failure is the first to need is no wait for Redis.
            for (int warm = 0; warm < 2; warm++) {
                quietly(() -> limits.check(NO_PLAN, tenant, app, 100, 0));
                Eventually.isTrue(Duration.ofSeconds(30), "the next one asks again", shared::isAsked);
            }
            long begin = System.nanoTime();
            boolean refused = !quietly(() -> limits.check(NO_PLAN, tenant, app, 100, 0));
            boolean full = !quietly(() -> requests.acquire(app, 5));
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertEquals(policy == RedisGonePolicy.REFUSE, refused);
            assertEquals(policy == RedisGonePolicy.REFUSE, full);
            // Both together, and what the scheduler of a busy machine adds.
            assertTrue(millis >= 49 && millis < 250, "waited " + millis + " ms");
            redis.thaw();
            Eventually.isTrue(Duration.ofSeconds(20), "Redis answers again", shared::isAsked);
        }
    }

    private static boolean quietly(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Failure refused) {
            assertEquals(QuotaError.LIMITS_UNKNOWN, refused.code());
            return false;
        }
    }

    @Test
    void requestsInFlightAreLimitedAndReleasedOnce() {
        ActiveRequests requests = activeRequests(none(), 0);
        ActiveRequests.Slot slot = requests.acquire(app, 2);
        requests.acquire(app, 2);
        Failure failure = assertThrows(Failure.class, () -> requests.acquire(app, 2));
        assertEquals(QuotaError.TOO_MANY_REQUESTS, failure.code());
        assertTrue(failure.getMessage().contains(" 2."));
        slot.close();
        slot.close();
        requests.acquire(app, 2);
        assertThrows(Failure.class, () -> requests.acquire(app, 2));
    }

    @Test
    void theGeneralLimitHoldsBesideTheAppsOwn() {
        ActiveRequests requests = activeRequests(none(), 1);
        requests.acquire(app, 5);
        assertThrows(Failure.class, () -> requests.acquire(app, 5));
    }

    @Test
    void requestsInFlightAreCountedOverAllInstances() {
        ActiveRequests here = activeRequests(connect(), 0);
        ActiveRequests there = activeRequests(connect(), 0);
        ActiveRequests.Slot slot = here.acquire(app, 1);
        assertThrows(Failure.class, () -> there.acquire(app, 1));
        slot.close();
        Eventually.isTrue(Duration.ofSeconds(30), "the slot is free", () -> {
            try {
                there.acquire(app, 1);
                return true;
            } catch (Failure taken) {
                return false;
            }
        });
    }
}
