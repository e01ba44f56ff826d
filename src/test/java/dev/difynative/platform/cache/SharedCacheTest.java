package dev.difynative.platform.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.bus.InstanceBus;

class SharedCacheTest {
    private static final int CALLERS = 200;

    private final InstanceBus bus = new InstanceBus();
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<Runnable> commits = new ArrayList<>();
    private final SharedCache<String, String> cache = open(100);

    private SharedCache<String, String> open(int maxEntries) {
        return new SharedCache<>(bus, Runnable::run, "test", KeyText.STRINGS,
                new SharedCache.Bounds(Duration.ofMinutes(5), maxEntries), nanoTime::get);
    }

    private String load(String key) { return key + loads.incrementAndGet(); }

    @Test
    void aValueIsLoadedOnceUntilItsTimeIsOver() {
        assertEquals("a1", cache.get("a", this::load));
        nanoTime.set(Duration.ofMinutes(5).toNanos() - 1);
        assertEquals("a1", cache.get("a", this::load));
        nanoTime.incrementAndGet();
        assertNull(cache.peek("a"));
        assertEquals("a2", cache.get("a", this::load));
    }

    @Test
    void manyMissesOfOneKeyCauseOneLoad() throws InterruptedException, ExecutionException {
        CountDownLatch asked = new CountDownLatch(CALLERS);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                answers.add(executor.submit(() -> {
                    asked.countDown();
                    return cache.get("a", key -> {
                        await(asked);
                        return load(key);
                    });
                }));
            }
            for (Future<String> answer : answers) {
                assertEquals("a1", answer.get());
            }
        }
        assertEquals(1, loads.get());
    }

    @Test
    void anAbsenceIsCachedToo() {
        SharedCache<String, Optional<String>> absences = new SharedCache<>(bus, Runnable::run, "absences", KeyText.STRINGS,
                new SharedCache.Bounds(Duration.ofMinutes(5), 10));
        for (int call = 0; call < 3; call++) {
            assertEquals(Optional.empty(), absences.get("a", key -> {
                loads.incrementAndGet();
                return Optional.empty();
            }));
        }
        assertEquals(1, loads.get());
    }

    @Test
    void aFailureReachesTheCallerAndIsNotKept() {
        assertThrows(IllegalStateException.class, () -> cache.get("a", key -> {
            throw new IllegalStateException("database gone");
        }));
        assertEquals("a1", cache.get("a", this::load));
    }

    @Test
    void aDropReachesEveryCacheOfThatNameOnTheBus() {
        SharedCache<String, String> elsewhere = open(100);
        cache.get("a", this::load);
        elsewhere.get("a", this::load);
        elsewhere.get("b", this::load);
        cache.drop("a");
        assertEquals("a4", cache.get("a", this::load));
        assertEquals("a5", elsewhere.get("a", this::load));
        assertEquals("b3", elsewhere.get("b", this::load));
        cache.dropAll();
        assertEquals(0, elsewhere.size());
    }

    @Test
    void aLoadThatBeganBeforeADropIsNotKept() throws InterruptedException, ExecutionException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> stale = executor.submit(() -> cache.get("a", key -> {
                loading.countDown();
                await(dropped);
                return "stale";
            }));
            await(loading);
            cache.drop("a");
            assertEquals("a1", cache.get("a", this::load));
            dropped.countDown();
            assertEquals("stale", stale.get());
        }
        assertEquals("a1", cache.get("a", this::load));
    }

    @Test
    void inATransactionTheOthersForgetAfterTheCommit() {
        SharedCache<String, String> inTransaction = new SharedCache<>(bus, commits::add, "test", KeyText.STRINGS,
                new SharedCache.Bounds(Duration.ofMinutes(5), 10));
        cache.get("a", this::load);
        inTransaction.drop("a");
        assertEquals("a1", cache.get("a", this::load));
        commits.forEach(Runnable::run);
        assertEquals("a2", cache.get("a", this::load));
    }

    @Test
    void theNumberOfEntriesIsBoundedAndTheUsedOnesStay() {
        SharedCache<String, String> small = open(10);
        small.get("favourite", this::load);
        for (int key = 0; key < 1_000; key++) {
            small.get("k" + key, this::load);
            small.get("favourite", this::load);
            small.drop("k" + (key - 1));
        }
        assertTrue(small.size() <= 10);
        assertEquals("favourite1", small.peek("favourite"));
    }

    @Test
    void aLoaderThatAsksForItsOwnKeyIsRefused() {
        assertThrows(IllegalStateException.class, () -> cache.get("a", key -> cache.get(key, this::load)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
