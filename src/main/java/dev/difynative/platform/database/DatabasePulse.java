package dev.difynative.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.SqlFaults;
import io.agroal.api.AgroalDataSource;

/**
 * Knows when the database is gone, so that nobody begins what could not be stored. It asks nothing while all is well: those
 * whose statements fail say so, and from then on it asks until the database answers.
 */
@Singleton
public class DatabasePulse {
    private static final Logger LOG = Logger.getLogger(DatabasePulse.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;

    private final AgroalDataSource database;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean lost;
    private volatile boolean ending;

    public DatabasePulse(AgroalDataSource database) { this.database = database; }

    /** Refuses what needs the database while that is known to be gone. */
    public void require() {
        if (lost) {
            throw unreachable();
        }
    }

    /** What callers are told while the database is gone. */
    public static Failure unreachable() {
        return CommonError.SERVICE_UNAVAILABLE.because("The database cannot be reached; try again shortly");
    }

    /** Tells of a fault that may mean that the database is gone. */
    public void failed(Throwable fault) {
        if (SqlFaults.isDatabaseGone(fault) && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("database-pulse").start(this::askUntilItAnswers);
        }
    }

    @PreDestroy
    void end() { ending = true; }

    private void askUntilItAnswers() {
        try {
            while (!ending && isGone()) {
                if (!lost) {
                    lost = true;
                    LOG.warn("The database cannot be reached: new work is refused until it answers");
                }
                ServiceDatabase.startAgainIfEnded();
                Thread.sleep(PAUSE);
            }
            if (lost && !ending) {
                lost = false;
                LOG.info("The database answers again");
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            asking.set(false);
        }
    }

    /** A single connection may be lost while the database is well: it is asked over fresh ones before it counts as gone. */
    private boolean isGone() throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("select 1");
                return false;
            } catch (SQLException fault) {
                // Without a state it is the pool's time-out, which means that all connections are busy.
                boolean refused = fault.getSQLState() != null && SqlFaults.isDatabaseGone(fault);
                if (!refused || attempt == ATTEMPTS) {
                    return refused || lost;
                }
            }
            database.flush(AgroalDataSource.FlushMode.IDLE);
            Thread.sleep(SHORT_PAUSE);
        }
    }
}
