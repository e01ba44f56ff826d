package dev.difynative.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.TestDatabase;

/** What is copied comes back from PostgreSQL as it was. */
class CopiedRowsTest {
    private static final String TABLE = "copied";
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        Map<String, String> server = new TestDatabase().start();
        connection = DriverManager.getConnection(server.get("quarkus.datasource.jdbc.url"),
                server.get("quarkus.datasource.username"), server.get("quarkus.datasource.password"));
        execute("SET timezone = 'UTC'");
        execute("""
                CREATE TEMPORARY TABLE copied (id uuid, text text, time timestamptz, number bigint, small integer,
                    real double precision, money numeric(20, 7), flag boolean, bytes bytea)""");
    }

    @AfterEach
    void disconnect() throws SQLException { connection.close(); }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only row that a query finds, its columns separated by bars. */
    private String row(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                text.append(i > 1 ? " | " : "").append(rows.getString(i));
            }
            return text.toString();
        }
    }

    @Test
    void valuesOfEachTypeComeBack() throws SQLException {
        CopiedRows rows = new CopiedRows(TABLE, "id, text, time, number, small, real, money, flag, bytes");
        rows.id(new UUID(1, 2)).text("Zoë \"\t\\ 你好 🙂\0!").time(Instant.parse("2026-11-22T15:10:01.234567Z"))
                .number(-5_000_000_000L)
                .integer(-7).real(0.25).money(new BigDecimal("12345.6700001")).flag(true).bytes(new byte[]{0, -1, 9}).end();
        rows.copy(connection);

        assertEquals("00000000-0000-0001-0000-000000000002 | Zoë \"\t\\ 你好 🙂! | 2026-11-22 15:10:01.234567+00 | -5000000000 | -7"
                + " | 0.25 | 12345.6700001 | t | \\x00ff09", row("SELECT * FROM copied"));
    }

    @Test
    void nothingIsNull() throws SQLException {
        CopiedRows rows = new CopiedRows(TABLE, "id, text, time, money, bytes");
        rows.id(null).text(null).time(null).money(null).bytes(null).end();
        rows.copy(connection);

        assertEquals("5", row("SELECT num_nulls(id, text, time, money, bytes) FROM copied"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0000000", "1", "-1", "10000", "100000000", "0.0000001", "0.00010000", "-9999.9999", "1E+5",
            "1234567890123.4567891", "5000.0500"})
    void amountsAreExact(String amount) throws SQLException {
        CopiedRows rows = new CopiedRows(TABLE, "money");
        rows.money(new BigDecimal(amount)).end();
        rows.copy(connection);

        assertEquals("t", row("SELECT money = " + amount + " FROM copied"));
    }

    @Test
    void manyLargeRowsAreCopiedAtOnce() throws SQLException {
        CopiedRows rows = new CopiedRows(TABLE, "small, text");
        for (int i = 1; i <= 300; i++) {
            rows.integer(i).text("x".repeat(i * 100)).end();
        }
        rows.copy(connection);

        assertEquals("300 | 4515000", row("SELECT count(*), sum(length(text)) FROM copied WHERE length(text) = small * 100"));
    }

    @Test
    void aRowThatTheDatabaseRefusesFailsTheTransactionOnly() throws SQLException {
        connection.setAutoCommit(false);
        CopiedRows rows = new CopiedRows(TABLE, "small, flag");
        rows.integer(1).integer(1).end();
        assertThrows(SQLException.class, () -> rows.copy(connection));
        connection.rollback();

        assertEquals("1", row("SELECT 1"));
    }

    @Test
    void aRowWithoutAllItsValuesIsAMistake() {
        CopiedRows rows = new CopiedRows(TABLE, "small, flag");
        rows.integer(1);
        assertThrows(IllegalStateException.class, rows::end);
    }
}
