package dev.difynative.workspace.retention;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
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
    public UUID firstIdAfter() {
        long millis = byTenant.values().stream().max(Comparator.naturalOrder()).orElseThrow().toEpochMilli();
        return new UUID(millis << 16, 0);
    }

    /** Binds two arrays for {@code unnest(?, ?) AS k(tenant_id, before)}, from a position on. */
    public void bind(Connection connection, PreparedStatement statement, int position) throws SQLException {
        List<UUID> tenants = new ArrayList<>(byTenant.keySet());
        Array ids = connection.createArrayOf("uuid", tenants.toArray());
        Array times = connection.createArrayOf("timestamptz",
                tenants.stream().map(tenant -> Timestamp.from(byTenant.get(tenant)).toInstant().toString()).toArray());
        statement.setArray(position, ids);
        statement.setArray(position + 1, times);
    }
}
