package admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements that a list call needs, done over JDBC on one connection: no HTTP, no JSON, no sign-in, no objects. */
final class ByHand {
    private final Connection connection;

    /** A statement with its values; the rows that it finds are read whole. */
    record Query(String sql, List<Object> values) {
        static Query of(String sql, Object... values) { return new Query(sql, List.of(values)); }
    }

    ByHand(Connection connection) { this.connection = connection; }

    /** Runs the queries one after the other, as the list does. */
    void run(List<Query> queries) throws SQLException {
        for (Query query : queries) {
            try (PreparedStatement statement = prepared(query.sql, query)) {
                read(statement.executeQuery());
            }
        }
    }

    List<UUID> ids(Query query) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = prepared(query.sql, query); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    void printPlans(List<Query> queries) throws SQLException {
        for (Query query : queries) {
            System.out.println("\n    " + query.sql.strip().replace("\n", "\n    "));
            try (PreparedStatement statement = prepared("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS) " + query.sql, query);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    System.out.println("      " + rows.getString(1));
                }
            }
        }
    }

    private PreparedStatement prepared(String sql, Query query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < query.values.size(); i++) {
            statement.setObject(i + 1, query.values.get(i));
        }
        return statement;
    }

    private static void read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                rows.getString(i);
            }
        }
    }
}
