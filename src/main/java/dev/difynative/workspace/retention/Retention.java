package dev.difynative.workspace.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.persistence.Transactions;
import dev.difynative.workspace.PlanSettings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;

/** Removes logs that are older than they are to be kept: little by little, by one instance at a time. */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(4872016439106)";
    private static final String TENANTS = "SELECT id, plan_settings FROM tenants";
    /** What is to be kept for longer is kept for ever: the database could not name the time before which it ends. */
    private static final Duration LONGEST = Duration.ofDays(PlanSettings.MOST_LOG_DAYS);

    private final List<Expiring> kinds;
    private final AgroalDataSource database;
    private final RetentionConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final Patrols patrols;

    Retention(@All List<Expiring> kinds, AgroalDataSource database, RetentionConfig config, ObjectMapper json, Clock clock,
            Patrols patrols) {
        this.kinds = List.copyOf(kinds);
        this.database = database;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(config.every(), "old logs", this::run); }

    /** Removes all that is too old; how much of each kind. What fails for one kind is thrown when the others are done. */
    Map<String, Integer> run() throws SQLException, InterruptedException {
        Map<String, Integer> removed = new HashMap<>();
        SQLException failed = null;
        for (Expiring kind : kinds) {
            try {
                removed.put(kind.name(), removeAll(kind));
            } catch (SQLException | RuntimeException failure) {
                LOG.warnf("Old %s could not be removed: %s", kind.name(), failure.getMessage());
                failed = failure instanceof SQLException ofDatabase ? ofDatabase : new SQLException(failure);
            }
        }
        if (failed != null) {
            throw failed;
        }
        return removed;
    }

    private int removeAll(Expiring kind) throws SQLException, InterruptedException {
        Cutoffs cutoffs = cutoffs(kind.kind());
        int all = cutoffs.areNone() ? 0 : removeAll(kind, cutoffs);
        if (all > 0) {
            LOG.infof("Removed %d old %s", all, kind.name());
        }
        return all;
    }

    private int removeAll(Expiring kind, Cutoffs cutoffs) throws SQLException, InterruptedException {
        int all = 0;
        int some;
        do {
            some = removeSome(kind, cutoffs);
            all += some;
            if (some > 0) {
                Thread.sleep(config.pause());
            }
        } while (some >= config.batch());
        return all;
    }

    private int removeSome(Expiring kind, Cutoffs cutoffs) throws SQLException {
        int some = Transactions.run(database,
                connection -> holdsLock(connection) ? kind.removeSome(connection, cutoffs, config.batch()) : 0);
        kind.committed();
        return some;
    }

    private Cutoffs cutoffs(Expiring.Kind kind) throws SQLException {
        Instant now = clock.instant();
        Map<UUID, Instant> byTenant = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(TENANTS);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Duration kept = kind == Expiring.Kind.AUDIT_LOGS ? config.auditLogs() : logs(row.getString(2));
                if (!kept.isZero() && kept.compareTo(LONGEST) <= 0) {
                    byTenant.put(row.getObject(1, UUID.class), now.minus(kept));
                }
            }
        }
        return new Cutoffs(byTenant);
    }

    private Duration logs(String planSettings) {
        Integer days = PlanSettings.read(planSettings, json).logRetentionDays();
        return days == null ? config.logs() : Duration.ofDays(days);
    }

    private static boolean holdsLock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK); ResultSet row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
