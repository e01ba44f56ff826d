package dev.difynative.workspace.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** From which time back the logs of each workspace are too old; a workspace that keeps all is not there. */
public record Cutoffs(Map<UUID, Instant> byTenant) {

    public boolean areNone() { return byTenant.isEmpty(); }

    /**
     * A lower bound of all ids made at the newest of these times or later: ids tell the time at which they were made, so a
     * primary key finds what is old without an index of its own.
     */
    UUID firstIdAfter() {
        long millis = byTenant.values().stream().max(Comparator.naturalOrder()).orElseThrow().toEpochMilli();
        return new UUID(millis << 16, 0);
    }

    /**
     * The statement with its four parameters: two arrays for {@code unnest(?, ?) AS k(tenant_id, before)}, the id before which
     * all is old, and how many rows at most.
     */
    public PreparedStatement prepare(Connection connection, String sql, int atMost) throws SQLException {
        List<UUID> tenants = List.copyOf(byTenant.keySet());
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, connection.createArrayOf("uuid", tenants.toArray()));
        statement.setArray(2, connection.createArrayOf("timestamptz",
                tenants.stream().map(tenant -> byTenant.get(tenant).toString()).toArray()));
        statement.setObject(3, firstIdAfter());
        statement.setInt(4, atMost);
        return statement;
    }
}
