package dev.difynative.platform.database;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/** Sees to it, before anything else starts, that the database answers and has the schema of this build. */
@Singleton
class DatabaseSchema {
    private static final Logger LOG = Logger.getLogger(DatabaseSchema.class);

    private final AgroalDataSource database;
    private final Duration patience;

    DatabaseSchema(AgroalDataSource database, DatabaseConfig config) {
        this.database = database;
        this.patience = config.startTimeout();
    }

    void prepare(@Observes @Priority(1) StartupEvent start) {
        SchemaMigration schema = new SchemaMigration(database);
        SchemaMigration.State state = compare(schema);
        if (!state.complete()) {
            int applied = schema.migrate();
            LOG.infof("Applied %d migrations to the database", applied);
        }
        if (!state.unknown().isEmpty()) {
            LOG.warnf("The database was migrated by a newer version of this service (migrations %s)", state.unknown());
        }
    }

    /** A database that starts at the same time as this service may need a moment. */
    private SchemaMigration.State compare(SchemaMigration schema) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return schema.compare();
            } catch (SQLException e) {
                if (!mayPass(e) || System.nanoTime() > end) {
                    throw new DatabaseException("The database cannot be used: " + e.getMessage(), e);
                }
                LOG.warnf("The database does not answer yet: %s", e.getMessage());
                pause();
            }
        }
    }

    private static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        // 08: no connection; 53: too many connections; 57: starting or shutting down; none: time-out of the pool.
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while waiting for the database", e);
        }
    }
}
