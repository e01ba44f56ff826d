package dev.difynative.platform.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.error.Failure;
import io.quarkus.runtime.StartupEvent;

/**
 * Ready while the database answers within two seconds. However many probes come, one question at a time is asked, so that
 * probes of a database that hangs do not take up all connections; and none for a second after an answer, so that the first probe of
 * a service that has just begun waits for no connection of its own.
 */
@Readiness
@Singleton
class DatabaseReady implements HealthCheck {
    private static final int PATIENCE_SECONDS = 2;

    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicReference<CompletableFuture<Void>> asked = new AtomicReference<>();
    private final DataSource database;
    private final DatabasePulse pulse;
    private volatile long answeredAt = System.nanoTime() - LATELY_NANOS;

    DatabaseReady(DataSource database, DatabasePulse pulse) {
        this.database = database;
        this.pulse = pulse;
    }

    /** The schema has been compared by then. */
    void begin(@Observes @Priority(2) StartupEvent start) {
        answeredAt = System.nanoTime();
    }

    @Override
    public HealthCheckResponse call() {
        String reason;
        try {
            pulse.require();
            if (System.nanoTime() - answeredAt >= LATELY_NANOS) {
                ask().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            return HealthCheckResponse.up("database");
        } catch (Failure lost) {
            reason = lost.getMessage();
        } catch (TimeoutException slow) {
            reason = "No answer within " + PATIENCE_SECONDS + " seconds";
        } catch (ExecutionException failed) {
            reason = String.valueOf(failed.getCause().getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            reason = "Interrupted";
        }
        return HealthCheckResponse.named("database").down().withData("reason", reason).build();
    }

    private CompletableFuture<Void> ask() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> running = asked.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("database-ready").start(() -> {
            try {
                query();
                answeredAt = System.nanoTime();
                asked.set(null);
                mine.complete(null);
            } catch (SQLException | RuntimeException fault) {
                asked.set(null);
                mine.completeExceptionally(fault);
            }
        });
        return mine;
    }

    private void query() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            statement.execute("select 1");
        }
    }
}
