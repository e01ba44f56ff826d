package dev.difynative.platform.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** Reads rows by SQL, where what is looked at spans more columns and counts than entities should have, or has to be quick. */
@Singleton
public class SqlRows {
    private final AgroalDataSource database;

    SqlRows(AgroalDataSource database) { this.database = database; }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The values are texts, numbers, times, ids, and lists of ids, which are arrays. */
    public <T> List<T> list(String sql, List<?> values, Reader<T> reader) {
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof Instant time) {
                    select.setTimestamp(i + 1, Timestamp.from(time));
                } else if (value instanceof List<?> ids) {
                    select.setArray(i + 1, connection.createArrayOf("uuid", ids.toArray()));
                } else {
                    select.setObject(i + 1, value);
                }
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.of(row));
                }
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException("Rows could not be read", failed);
        }
    }
}
