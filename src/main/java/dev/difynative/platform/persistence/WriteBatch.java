package dev.difynative.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a writer sends to the database at once: new rows of several tables, then a JDBC batch per statement. */
public final class WriteBatch implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    public WriteBatch(Connection connection) { this.connection = connection; }

    /** One more row of values for a statement. */
    public RowBinder row(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return new RowBinder(statement);
    }

    /**
     * Sends all of it or nothing: the new rows in the order of their tables, by one trip, and then the statements in the order
     * that is given. A transaction that the connection is in goes on; else there is one around all trips if they are several.
     */
    public void write(List<ArrayRows> tables, List<String> order) throws SQLException {
        if (prepared.isEmpty() || !connection.getAutoCommit()) {
            send(tables, order);
        } else {
            Transactions.run(connection, within -> {
                send(tables, order);
                return null;
            });
        }
    }

    private void send(List<ArrayRows> tables, List<String> order) throws SQLException {
        ArrayRows.insert(connection, tables);
        for (String sql : order) {
            PreparedStatement statement = prepared.get(sql);
            if (statement != null) {
                statement.executeBatch();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }
}
