package dev.difynative.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.platform.persistence.ArrayRows;

/**
 * Entries for the ledger that belong to one transaction, which is the writer's: what they tell of is stored with them or not at
 * all. Entries of the same place become one row, and rows are only ever added, so that no writer waits for another one.
 */
public final class LedgerBatch {
    private static final String INSERT = "INSERT INTO usage_entries (tenant_id, app_id, end_user_id, model, day, currency, "
            + "requests, tokens_in, tokens_out, price) ";
    private static final ArrayRows.Columns ROWS = new ArrayRows.Columns("usage_entries", """
            tenant_id uuid, app_id uuid, end_user_id uuid, model text, day date, currency text, requests integer, tokens_in bigint,
            tokens_out bigint, price numeric""");

    private final Map<UsageEntry.Place, UsageEntry> entries = new LinkedHashMap<>();

    /** A statement that adds rows which a query finds, in the order of {@link UsageEntry} and its place. */
    public static String insertFrom(String query) {
        return INSERT + query;
    }

    public void add(UsageEntry entry) { entries.merge(entry.place(), entry, UsageEntry::plus); }

    void clear() { entries.clear(); }

    /** The rows, for a writer that sends them with others of its own. */
    public ArrayRows rows() {
        ArrayRows rows = new ArrayRows(ROWS);
        for (UsageEntry entry : entries.values()) {
            UsageEntry.Place place = entry.place();
            rows.id(place.tenantId()).id(place.appId()).id(place.endUserId()).text(place.model()).date(place.day())
                    .text(place.currency()).integer((int) entry.requests()).number(entry.tokensIn()).number(entry.tokensOut())
                    .money(entry.price()).end();
        }
        return rows;
    }

    void write(Connection connection) throws SQLException { ArrayRows.insert(connection, List.of(rows())); }
}
