package dev.difynative.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

import io.agroal.api.AgroalPoolInterceptor;

/**
 * The connections of the pool and how long each has been in use: what waits for a database that hangs is seen here, and is let
 * go from here.
 */
@Singleton
public class OpenConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(OpenConnections.class);
    private static final long AT_REST = Long.MAX_VALUE;

    /** The driver's socketTimeout in application.properties; who gives another one in the JDBC URL wants it for statements too. */
    private static final int LOGIN_PATIENCE_MILLIS = 5_000;

    private final Map<PgConnection, Long> usedSince = new ConcurrentHashMap<>();

    /** Whoever signs in is answered at once, or not at all; a statement may take as long as it takes. */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            if (connection.getNetworkTimeout() == LOGIN_PATIENCE_MILLIS) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("A connection broke off as soon as it was opened", broken);
        }
        with(connection, opened -> usedSince.put(opened, AT_REST));
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        with(connection, taken -> usedSince.replace(taken, System.nanoTime()));
    }

    @Override
    public void onConnectionReturn(Connection connection) { with(connection, returned -> usedSince.replace(returned, AT_REST)); }

    @Override
    public void onConnectionDestroy(Connection connection) { with(connection, usedSince::remove); }

    /** Whether anybody has had a connection for longer than this. */
    boolean anyUsedFor(Duration duration) {
        long now = System.nanoTime();
        return usedSince.values().stream().anyMatch(since -> since != AT_REST && now - since > duration.toNanos());
    }

    /** Breaks all of them off, without a word to the server: whoever waits for an answer fails as if the server had gone away. */
    void breakOff() {
        usedSince.keySet().forEach(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException unexpected) {
                LOG.warn("A connection to the database could not be broken off", unexpected);
            }
        });
    }

    /** One that is closed does not say any more which of them it was. */
    private void with(Connection connection, Consumer<PgConnection> change) {
        try {
            change.accept(connection.unwrap(PgConnection.class));
        } catch (SQLException closed) {
            usedSince.keySet().removeIf(OpenConnections::isClosed);
        }
    }

    private static boolean isClosed(PgConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
