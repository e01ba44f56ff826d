package dev.difynative.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.database.OpenConnections;
import dev.difynative.testsupport.Eventually;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

class DatabaseReadyTest {
    private static final int PROBES = 100;

    private static DatabaseReady readyWhen(InvocationHandler handler) {
        AgroalDataSource database = (AgroalDataSource) Proxy.newProxyInstance(AgroalDataSource.class.getClassLoader(),
                new Class<?>[]{AgroalDataSource.class}, handler);
        return new DatabaseReady(database, new DatabasePulse(database, new OpenConnections()));
    }

    @Test
    void aDatabaseThatIsGoneIsReportedWithTheReason() {
        HealthCheckResponse response = readyWhen((proxy, method, arguments) -> {
            throw new SQLException("Connection refused");
        }).call();
        assertEquals(HealthCheckResponse.Status.DOWN, response.getStatus());
        assertEquals("Connection refused", response.getData().orElseThrow().get("reason"));
    }

    @Test
    void rightAfterTheStartTheAnswersOfTheStartCount() {
        DatabaseReady ready = readyWhen((proxy, method, arguments) -> {
            throw new SQLException("Connection refused");
        });
        // The second may be over before the first call on a machine that stands still.
        Eventually.isTrue("it is ready right after a start", () -> {
            ready.begin(new StartupEvent());
            return ready.call().getStatus() == HealthCheckResponse.Status.UP;
        });
        Eventually.isTrue("a second later the database is asked",
                () -> ready.call().getStatus() == HealthCheckResponse.Status.DOWN);
    }

    @Test
    void aDatabaseThatHangsIsAskedOnceForAllProbesAndGivenUpAfterTwoSeconds() throws InterruptedException, ExecutionException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        DatabaseReady ready = readyWhen((proxy, method, arguments) -> {
            asked.incrementAndGet();
            never.await();
            throw new SQLException("too late");
        });
        try (var probes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> reasons = probes.invokeAll(Collections.nCopies(PROBES,
                    () -> ready.call().getData().orElseThrow().get("reason")), Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (Future<Object> reason : reasons) {
                // One after the other they would take longer than they are waited for.
                assertEquals("No answer within 2 seconds", reason.get());
            }
        }
        assertEquals(1, asked.get());
        never.countDown();
    }
}
