package dev.difynative.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.redis.SharedRedis;
import dev.difynative.quota.QuotaConfig.RedisGonePolicy;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.RedisProcess;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

class RateLimitsTest {
    private static final CallLimits NO_PLAN = CallLimits.NONE;
    private static final int MANY = 100_000;

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

    /** A request waits as long as the service has it. */
    private static final long SHORT = SharedRedis.PATIENCE_MILLIS;
    /** The same where Redis is to answer, however busy the machine is. */
    private static final long LONG = Eventually.PATIENCE.toMillis();

    private SharedRedis connect(long patienceMillis) { return connect(() -> patienceMillis, System::nanoTime); }

    private SharedRedis connect(LongSupplier patienceMillis, LongSupplier nanoTime) {
        if (redis == null) {
            redis = RedisProcess.start();
        }
        // As the service has it.
        Redis client = Redis.createClient(vertx,
                new RedisOptions().setConnectionString(redis.url()).setMaxPoolSize(8).setMaxPoolWaiting(10_000));
        return new SharedRedis(true, () -> client, patienceMillis, nanoTime);
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
        Clock noon = Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC);
        RateLimits limits = new RateLimits(none(), new Settings(RedisGonePolicy.ALLOW, 0), noon, () -> 1);
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
        RateLimits here = limits(connect(LONG), RedisGonePolicy.REFUSE);
        RateLimits there = limits(connect(LONG), RedisGonePolicy.REFUSE);
        CallLimits plan = new CallLimits(10_000, 0, 0);
        long begin = System.nanoTime();
        assertEquals(5, here.check(plan, tenant, app, 6, 100).remaining());
        for (int call = 0; call < 5; call++) {
            assertTrue((call % 2 == 0 ? there : here).check(plan, tenant, app, 6, 100).allowed());
        }
        Decision refused = there.check(plan, tenant, app, 6, 100);
        assertFalse(refused.allowed());
        assertEquals(6, refused.limit());
        assertEquals(0, refused.remaining());
        long passed = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
        assertTrue(refused.retryAfter() >= 60 - passed && refused.retryAfter() <= 61, () -> refused + " after " + passed + " s");
        assertEquals(9_993, here.check(plan, tenant, null, 0, 0).remaining());
        CallLimits daily = new CallLimits(0, 0, 100);
        here.check(daily, tenant, null, 0, 0);
        there.check(daily, tenant, null, 0, 0);
        assertEquals(2, here.madeWithinADay(tenant));
        assertEquals(0, here.madeWithinADay(UUID.randomUUID()));
    }

    @Test
    void whatWasLeftIsSharedOutWhileRedisIsGone() {
        RateLimits here = new RateLimits(connect(LONG), new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2);
        RateLimits there = new RateLimits(connect(LONG), new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2);
        there.check(NO_PLAN, tenant, app, 6, 0);
        here.check(NO_PLAN, tenant, app, 6, 0);
        redis.close();
        assertEquals(1, here.check(NO_PLAN, tenant, app, 6, 0).remaining(), "the half of four, without this one");
        assertTrue(here.check(NO_PLAN, tenant, app, 6, 0).allowed());
        assertFalse(here.check(NO_PLAN, tenant, app, 6, 0).allowed());
        UUID unknown = UUID.randomUUID();
        assertEquals(2, here.check(NO_PLAN, tenant, unknown, 6, 0).remaining(), "the half of all, without this one");
        redis.resume();
        Eventually.isTrue("Redis counts again",
                () -> here.check(NO_PLAN, tenant, app, 6, 0).allowed());
    }

    @Test
    void whatPassesWhileRedisIsSilentIsCountedWhenItHearsAgain() {
        AtomicLong patience = new AtomicLong(LONG);
        RateLimits limits = limits(connect(patience::get, System::nanoTime), RedisGonePolicy.ALLOW);
        limits.check(NO_PLAN, tenant, app, MANY, 0);
        redis.freeze();
        patience.set(SHORT);
        for (int call = 0; call < 10; call++) {
            assertTrue(limits.check(NO_PLAN, tenant, app, MANY, 0).allowed());
        }
        redis.thaw();
        RateLimits other = limits(connect(LONG), RedisGonePolicy.REFUSE);
        AtomicLong counted = new AtomicLong(11);
        Eventually.isTrue("all are counted",
                () -> other.check(NO_PLAN, tenant, app, MANY, 0).remaining() == MANY - counted.incrementAndGet());
    }

    @Test
    void instancesThatHearNothingOfRedisLetNoMoreThanTheLimitPassTogether() {
        AtomicLong patience = new AtomicLong(LONG);
        List<RateLimits> instances = Stream.generate(() -> new RateLimits(connect(patience::get, System::nanoTime),
                new Settings(RedisGonePolicy.ALLOW, 0), Clock.systemUTC(), () -> 2)).limit(2).toList();
        int passed = 0;
        for (int call = 0; call < 10; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        redis.freeze();
        patience.set(SHORT);
        for (int call = 0; call < 300; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        assertTrue(passed > 80, passed + " passed");
        redis.thaw();
        patience.set(LONG);
        limits(connect(LONG), RedisGonePolicy.REFUSE).check(NO_PLAN, UUID.randomUUID(), app, 1, 0);
        for (int call = 0; call < 300; call++) {
            passed += instances.get(call % 2).check(NO_PLAN, tenant, app, 100, 0).allowed() ? 1 : 0;
        }
        assertTrue(passed <= 100, passed + " passed");
    }

    @Test
    void aRedisThatAnswersLateIsAskedAgainAtOnce() {
        AtomicLong nanoTime = new AtomicLong();
        SharedRedis shared = connect(() -> SHORT, nanoTime::get);
        RateLimits limits = limits(shared, RedisGonePolicy.ALLOW);
        redis.freeze();
        limits.check(NO_PLAN, tenant, app, 100, 0);
        // Less than the second for which a silent one is left alone.
        nanoTime.set(Duration.ofMillis(100).toNanos());
        assertFalse(shared.isAsked());
        redis.thaw();
        Eventually.isTrue("it is asked", shared::isAsked);
    }

    @Test
    void aRedisThatIsSilentIsLeftAloneForASecond() {
        AtomicLong nanoTime = new AtomicLong();
        SharedRedis shared = connect(() -> SHORT, nanoTime::get);
        redis.freeze();
        limits(shared, RedisGonePolicy.ALLOW).check(NO_PLAN, tenant, app, 100, 0);
        nanoTime.set(Duration.ofSeconds(1).toNanos() - 1);
        assertFalse(shared.isAsked());
        nanoTime.incrementAndGet();
        assertTrue(shared.isAsked());
    }

    @Test
    void aRequestThatHasWaitedInVainDoesNotWaitAgain() {
        AtomicLong patience = new AtomicLong(SHORT);
        RateLimits limits = limits(connect(patience::get, System::nanoTime), RedisGonePolicy.REFUSE);
        Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        redis.freeze();
        assertFalse(within(request, () -> limits.check(NO_PLAN, tenant, app, 100, 0)));
        redis.thaw();
        patience.set(LONG);
        Eventually.isTrue("Redis is asked for others", () -> within(VertxContext.createNewDuplicatedContext(request),
                () -> limits.check(NO_PLAN, tenant, app, 100, 0)));
        assertFalse(within(request, () -> limits.check(NO_PLAN, tenant, app, 100, 0)));
    }

    private static boolean within(Context request, Runnable call) {
        return request.executeBlocking(() -> quietly(call)).toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void callsAreRefusedWhileRedisIsGoneIfSoConfigured() {
        RateLimits limits = limits(connect(SHORT), RedisGonePolicy.REFUSE);
        redis.close();
        Failure failure = assertThrows(Failure.class, () -> limits.check(NO_PLAN, tenant, app, 2, 0));
        assertEquals(QuotaError.LIMITS_UNKNOWN, failure.code());
        redis.resume();
    }

    @Test
    void noRequestWaitsLongForARedisThatIsSilent() {
        for (RedisGonePolicy policy : RedisGonePolicy.values()) {
            AtomicLong patience = new AtomicLong(LONG);
            // It stands still: who was not answered once asks no more.
            SharedRedis shared = connect(patience::get, () -> 0);
            RateLimits limits = limits(shared, policy);
            ActiveRequests requests = new ActiveRequests(shared, new Settings(policy, 0), vertx);
            requests.start(new StartupEvent());
            requests.acquire(app, 5).close();
            limits.check(NO_PLAN, tenant, app, 100, 0);
            redis.freeze();
            patience.set(SHORT);
            long begin = System.nanoTime();
            assertTimeoutPreemptively(Eventually.PATIENCE, () -> {
                assertEquals(policy == RedisGonePolicy.ALLOW, quietly(() -> limits.check(NO_PLAN, tenant, app, 100, 0)));
                assertFalse(shared.isAsked());
                patience.set(LONG);
                assertEquals(policy == RedisGonePolicy.ALLOW, quietly(() -> requests.acquire(app, 5)));
            });
            assertTrue(System.nanoTime() - begin >= Duration.ofMillis(SHORT - 1).toNanos());
            redis.thaw();
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
    void whatWaitsCountsBesideWhatIsInFlightOnAnyInstance() {
        ActiveRequests here = activeRequests(connect(LONG), 0);
        ActiveRequests there = activeRequests(connect(LONG), 0);
        here.acquire(app, 3);
        there.acquire(app, 3);
        here.requireRoom(app, 3, () -> 1);
        assertEquals(QuotaError.TOO_MANY_REQUESTS,
                assertThrows(Failure.class, () -> here.requireRoom(app, 3, () -> 2)).code());
        here.requireRoom(app, 0, () -> 100);
    }

    @Test
    void requestsInFlightAreCountedOverAllInstances() {
        ActiveRequests here = activeRequests(connect(LONG), 0);
        ActiveRequests there = activeRequests(connect(LONG), 0);
        ActiveRequests.Slot slot = here.acquire(app, 1);
        assertThrows(Failure.class, () -> there.acquire(app, 1));
        slot.close();
        Eventually.isTrue("the slot is free", () -> {
            try {
                there.acquire(app, 1);
                return true;
            } catch (Failure taken) {
                return false;
            }
        });
    }
}
