package dev.difynative.platform.instance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.persistence.Ids;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** The processes of the service that share this database; the database's clock decides who is alive. */
@Singleton
public class InstanceRegistry {
    private static final Logger LOG = Logger.getLogger(InstanceRegistry.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String SEEN = """
            INSERT INTO instances (id, started_at, seen_at) VALUES (?, now(), now())
            ON CONFLICT (id) DO UPDATE SET seen_at = now()""";
    private static final String ALIVE = "seen_at > now() - interval '" + SILENCE.toSeconds() + " seconds'";

    private final AgroalDataSource database;
    private final boolean serving;
    private final UUID id = Ids.next();
    private volatile Thread heart;
    private volatile long seenAt;
    private volatile long backSince;

    InstanceRegistry(AgroalDataSource database, InstanceConfig config) {
        this.database = database;
        this.serving = config.serving();
    }

    /** The id of this process, another one after each start. */
    public UUID id() { return id; }

    /**
     * Whether this process can judge who is dead. While the database does not answer nobody is seen; afterwards everybody has the
     * time to be seen again.
     */
    public boolean canJudge() {
        long now = System.nanoTime();
        return now - seenAt < SILENCE.toNanos() / 2 && now - backSince > SILENCE.toNanos();
    }

    /** Those not seen for 30 seconds: nobody finishes what they began. */
    public List<UUID> deadInstances() {
        return ids("SELECT id FROM instances WHERE NOT " + ALIVE);
    }

    /** Those that are at work, this one included. */
    public List<UUID> liveInstances() {
        return ids("SELECT id FROM instances WHERE " + ALIVE);
    }

    /** Whether any instance works on this database; false for one that has no schema yet. */
    public static boolean anyAlive(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM instances WHERE " + ALIVE);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getLong(1) > 0;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Strikes a dead one off, after what it left behind is closed. */
    public void forget(UUID instance) {
        update("DELETE FROM instances WHERE id = ?", instance);
    }

    void enter(@Observes @Priority(2) StartupEvent start) {
        if (serving) {
            update(SEEN, id);
            seenAt = System.nanoTime();
            backSince = seenAt - 2 * SILENCE.toNanos();
            heart = Thread.ofVirtual().name("instance-heartbeat").start(this::beat);
        }
    }

    /** After everybody else has ended what this instance began. */
    void leave(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent stop) {
        if (heart != null) {
            heart.interrupt();
            try {
                forget(id);
            } catch (IllegalStateException gone) {
                LOG.debug("Left without a word", gone);
            }
        }
    }

    private void beat() {
        while (true) {
            try {
                Thread.sleep(BEAT);
                update(SEEN, id);
                long now = System.nanoTime();
                if (now - seenAt > SILENCE.toNanos() / 2) {
                    backSince = now;
                }
                seenAt = now;
            } catch (IllegalStateException unreachable) {
                LOG.debug("Not seen this time", unreachable);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void update(String sql, UUID instance) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, instance);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The registry of instances cannot be reached", e);
        }
    }

    private List<UUID> ids(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<UUID> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException("The registry of instances cannot be reached", e);
        }
    }
}
