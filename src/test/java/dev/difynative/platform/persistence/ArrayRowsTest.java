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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.TestDatabase;

/** What is added comes back from PostgreSQL as it was. */
class ArrayRowsTest {
    private static final String ALL = "id uuid, text text, time timestamptz, day date, number bigint, small integer,"
            + " real double precision, money numeric, flag boolean, bytes bytea";
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        Map<String, String> server = new TestDatabase().start();
        connection = DriverManager.getConnection(server.get("quarkus.datasource.jdbc.url"),
                server.get("quarkus.datasource.username"), server.get("quarkus.datasource.password"));
        execute("SET timezone = 'UTC'");
        execute("""
                CREATE TEMPORARY TABLE added (id uuid, text text, time timestamptz, day date, number bigint, small integer,
                    real double precision, money numeric(20, 7), flag boolean, bytes bytea)""");
        execute("CREATE TEMPORARY TABLE other (small integer PRIMARY KEY)");
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

    private static ArrayRows added(String columns) { return new ArrayRows(new ArrayRows.Columns("added", columns)); }

    private static ArrayRows numbers(int... numbers) {
        ArrayRows rows = new ArrayRows(new ArrayRows.Columns("other", "small integer"));
        for (int number : numbers) {
            rows.integer(number).end();
        }
        return rows;
    }

    private void insert(ArrayRows... tables) throws SQLException { ArrayRows.insert(connection, List.of(tables)); }

    @Test
    void valuesOfEachTypeComeBack() throws SQLException {
        ArrayRows rows = added(ALL);
        rows.id(new UUID(1, 2)).text("Zoë {\"\t\\,} 你好 🙂\0!").time(Instant.parse("2026-11-22T15:10:01.234567899Z"))
                .date(LocalDate.of(2026, 11, 22)).number(-5_000_000_000L).integer(-7).real(0.25)
                .money(new BigDecimal("12345.6700001")).flag(true).bytes(new byte[]{0, -1, 9}).end();
        insert(rows);

        assertEquals("00000000-0000-0001-0000-000000000002 | Zoë {\"\t\\,} 你好 🙂! | 2026-11-22 15:10:01.234567+00 | 2026-11-22"
                + " | -5000000000 | -7 | 0.25 | 12345.6700001 | t | \\x00ff09", row("SELECT * FROM added"));
    }

    @Test
    void nothingIsNull() throws SQLException {
        ArrayRows rows = added("id uuid, text text, time timestamptz, money numeric, bytes bytea");
        rows.id(null).text(null).time(null).money(null).bytes(null).end();
        rows.id(new UUID(0, 1)).text("").time(Instant.EPOCH).money(BigDecimal.ONE).bytes(new byte[0]).end();
        insert(rows);

        assertEquals("2 | 5", row("SELECT count(*), sum(num_nulls(id, text, time, money, bytes)) FROM added"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0000000", "-1", "0.0000001", "-9999.9999", "1E+5", "1234567890123.4567891"})
    void amountsAreExact(String amount) throws SQLException {
        ArrayRows rows = added("money numeric");
        rows.money(new BigDecimal(amount)).end();
        insert(rows);

        assertEquals("t", row("SELECT money = " + amount + " FROM added"));
    }

    @Test
    void manyRowsOfSeveralTablesAreAddedAgainAndAgain() throws SQLException {
        for (int round = 0; round < 12; round++) {
            ArrayRows rows = added("small integer, text text");
            for (int i = 1; i <= 300; i++) {
                rows.integer(i).text("x".repeat(i * 10)).end();
            }
            insert(rows, numbers(), numbers(round));
        }

        assertEquals("3600 | 12", row("""
                SELECT count(*), (SELECT count(*) FROM other) FROM added WHERE length(text) = small * 10"""));
    }

    @Test
    void whatOneTableRefusesIsInNone() throws SQLException {
        ArrayRows rows = added("text text");
        rows.text("a").end();

        assertThrows(SQLException.class, () -> insert(rows, numbers(1, 2), numbers(2)));

        assertEquals("0 | 0", row("SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM other)"));
        insert(rows, numbers(1, 2));
        assertEquals("1 | 2", row("SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM other)"));
    }

    @Test
    void aRowWithoutAllItsValuesIsAMistake() {
        ArrayRows rows = added("small integer, flag boolean");
        rows.integer(1);
        assertThrows(IllegalStateException.class, rows::end);
    }
}
