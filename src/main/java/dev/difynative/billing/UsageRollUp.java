package dev.difynative.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.persistence.Transactions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/**
 * Adds the entries of the ledger to the sums of their days, some thousands per transaction. One instance does it at a time, and
 * an entry goes where it belongs in the transaction that removes it, so that nothing is counted twice or lost.
 */
@ApplicationScoped
class UsageRollUp {
    private static final int AT_ONCE = 10_000;
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(4872016439105)";
    private static final String MOVE = """
            WITH moved AS (
                DELETE FROM usage_entries WHERE ctid = ANY (ARRAY(SELECT ctid FROM usage_entries LIMIT %d)) RETURNING *),
            summed AS (
                INSERT INTO usage_daily (tenant_id, day, app_id, model, end_user, currency, requests, tokens_in, tokens_out, price)
                SELECT m.tenant_id, m.day, m.app_id, m.model, coalesce(left(e.session_id, 255), ''), m.currency,
                    sum(m.requests), sum(m.tokens_in), sum(m.tokens_out), sum(m.price)
                FROM moved m LEFT JOIN end_users e ON e.id = m.end_user_id GROUP BY 1, 2, 3, 4, 5, 6
                ON CONFLICT (tenant_id, day, app_id, model, end_user, currency) DO UPDATE SET
                    requests = usage_daily.requests + EXCLUDED.requests, tokens_in = usage_daily.tokens_in + EXCLUDED.tokens_in,
                    tokens_out = usage_daily.tokens_out + EXCLUDED.tokens_out, price = usage_daily.price + EXCLUDED.price),
            summed_by_app AS (
                INSERT INTO usage_daily_by_app AS d (tenant_id, day, app_id, model, currency, requests, tokens_in, tokens_out, price)
                SELECT m.tenant_id, m.day, m.app_id, m.model, m.currency, sum(m.requests), sum(m.tokens_in), sum(m.tokens_out),
                    sum(m.price)
                FROM moved m GROUP BY 1, 2, 3, 4, 5
                ON CONFLICT (tenant_id, day, app_id, model, currency) DO UPDATE SET
                    requests = d.requests + EXCLUDED.requests, tokens_in = d.tokens_in + EXCLUDED.tokens_in,
                    tokens_out = d.tokens_out + EXCLUDED.tokens_out, price = d.price + EXCLUDED.price)
            SELECT count(*) FROM moved""".formatted(AT_ONCE);

    private final AgroalDataSource database;
    private final BillingConfig config;
    private final Patrols patrols;

    UsageRollUp(AgroalDataSource database, BillingConfig config, Patrols patrols) {
        this.database = database;
        this.config = config;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(config.rollUp(), "usage to be summed up", this::run); }

    /** How many entries were added to their days. */
    long run() throws SQLException {
        long all = 0;
        long moved;
        do {
            moved = move();
            all += moved;
        } while (moved == AT_ONCE);
        return all;
    }

    private long move() throws SQLException {
        return Transactions.run(database, connection -> holdsLock(connection) ? count(connection) : 0L);
    }

    private static boolean holdsLock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK); ResultSet row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE); ResultSet row = move.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
