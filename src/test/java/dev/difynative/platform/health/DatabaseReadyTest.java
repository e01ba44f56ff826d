package dev.difynative.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class DatabaseReadyTest {

    private static DataSource database(InvocationHandler handler) {
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[]{DataSource.class}, handler);
    }

    @Test
    void aDatabaseThatIsGoneIsReportedWithTheReason() {
        HealthCheckResponse response = new DatabaseReady(database((proxy, method, arguments) -> {
            throw new SQLException("Connection refused");
        })).call();
        assertEquals(HealthCheckResponse.Status.DOWN, response.getStatus());
        assertEquals("Connection refused", response.getData().orElseThrow().get("reason"));
    }

    @Test
    void aDatabaseThatHangsIsAskedOnceForAllProbesAndGivenUpAfterTwoSeconds() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        DatabaseReady ready = new DatabaseReady(database((proxy, method, arguments) -> {
            asked.incrementAndGet();
            never.await();
            throw new SQLException("too late");
        }));
        long before = System.nanoTime();
        try (var probes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int probe = 0; probe < 20; probe++) {
                probes.submit(() -> assertEquals("No answer within 2 seconds",
                        ready.call().getData().orElseThrow().get("reason")));
            }
        }
        assertEquals(1, asked.get());
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 4_000);
        never.countDown();
    }
}
