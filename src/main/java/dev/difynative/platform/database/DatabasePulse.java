package dev.difynative.platform.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.XAConnection;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.SqlFaults;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.agroal.pool.ConnectionFactory;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Knows when the database is gone or hangs, so that nobody begins what could not be stored, and nobody waits for it for long. It
 * asks nothing while all is well: those whose statements fail say so, statements that take long are seen, and from then on it
 * asks until the database answers. Each question has a connection of its own, so that a pool whose connections are all busy
 * is not taken for a database that is gone.
 */
@Singleton
public class DatabasePulse {
    private static final Logger LOG = Logger.getLogger(DatabasePulse.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONG_STATEMENT = Duration.ofSeconds(2);
    /** While it is known to be gone, nobody waits for a connection longer than this. */
    private static final Duration NO_PATIENCE = Duration.ofMillis(100);
    private static final int QUESTIONS_BEFORE_BREAKING_OFF = 2;

    private final AgroalDataSource database;
    private final OpenConnections connections;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean lost;
    private volatile boolean ending;

    public DatabasePulse(AgroalDataSource database, OpenConnections connections) {
        this.database = database;
        this.connections = connections;
    }

    void watch(@Observes @Priority(0) StartupEvent start, Vertx vertx) {
        vertx.setPeriodic(LOOK_EVERY.toMillis(), timer -> {
            if (connections.anyUsedFor(LONG_STATEMENT)) {
                ask();
            }
        });
    }

    /** Refuses what needs the database while that is known to be gone. */
    public void require() {
        if (lost) {
            throw unreachable();
        }
    }

    boolean isLost() { return lost; }

    /** What callers are told while the database is gone. */
    public static Failure unreachable() {
        return CommonError.SERVICE_UNAVAILABLE.because("The database cannot be reached; try again shortly");
    }

    /** Tells of a fault that may mean that the database is gone. */
    public void failed(Throwable fault) {
        if (SqlFaults.isDatabaseGone(fault)) {
            ask();
        }
    }

    @PreDestroy
    void end() { ending = true; }

    private void ask() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("database-pulse").start(this::askUntilItAnswers);
        }
    }

    private void askUntilItAnswers() {
        AgroalDataSourceConfiguration pool = database.getConfiguration();
        Duration patience = pool.connectionPoolConfiguration().acquisitionTimeout();
        try {
            dropIdle();
            ConnectionFactory factory = new ConnectionFactory(
                    pool.connectionPoolConfiguration().connectionFactoryConfiguration());
            for (int question = 1; !ending && !isAnswered(question, factory); question++) {
                Thread.sleep(PAUSE);
            }
            if (lost && !ending) {
                // Whoever is let in again waits as long as ever.
                pool.connectionPoolConfiguration().setAcquisitionTimeout(patience);
                lost = false;
                LOG.info("The database answers again");
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            pool.connectionPoolConfiguration().setAcquisitionTimeout(patience);
            asking.set(false);
        }
    }

    /** Where one connection broke, those that wait in the pool may have broken with it, and would fail their next user. */
    private void dropIdle() {
        try {
            database.flush(AgroalDataSource.FlushMode.IDLE);
        } catch (RuntimeException unexpected) {
            LOG.error("The idle connections to the database could not be closed", unexpected);
        }
    }

    /** Whatever goes wrong with one question, the next one is put. */
    private boolean isAnswered(int question, ConnectionFactory factory) {
        try {
            if (answers(factory)) {
                return true;
            }
            if (!lost) {
                lost = true;
                LOG.warn("The database cannot be reached: new work is refused until it answers");
                database.getConfiguration().connectionPoolConfiguration().setAcquisitionTimeout(NO_PATIENCE);
            }
            if (question >= QUESTIONS_BEFORE_BREAKING_OFF) {
                connections.breakOff();
            }
            database.flush(AgroalDataSource.FlushMode.IDLE);
            ServiceDatabase.startAgainIfEnded();
        } catch (RuntimeException unexpected) {
            LOG.error("Something went wrong while the database was asked whether it is there", unexpected);
        }
        return false;
    }

    /** An answer is a refusal too, be it for want of room or of rights: then it is there, and may be well for others. */
    private static boolean answers(ConnectionFactory factory) {
        try {
            XAConnection connection = factory.createConnection();
            try (Statement statement = connection.getConnection().createStatement()) {
                statement.execute("select 1");
                return true;
            } finally {
                connection.close();
            }
        } catch (SQLException fault) {
            String state = fault.getSQLState();
            return state == null || !state.startsWith("08") && !state.startsWith("57P0");
        }
    }
}
