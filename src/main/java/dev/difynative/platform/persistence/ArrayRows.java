package dev.difynative.platform.persistence;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * New rows of one table, kept as an array per column, so that one statement adds all of them; the statements of several tables
 * travel to the database together. A writer waits for one trip, where {@code COPY} takes two per table.
 */
public final class ArrayRows implements RowWriter {
    private final Columns columns;
    private final List<List<Object>> values;
    private int column;

    /** Some columns of a table, and the statement that fills them. */
    public static final class Columns {
        private final List<String> types;
        private final String insert;

        /** {@code columns} are names with types, separated by commas: {@code id uuid, name text}. */
        public Columns(String table, String columns) {
            this(table, columns, "");
        }

        /** {@code conflict} is what the statement ends with. */
        public Columns(String table, String columns, String conflict) {
            List<String[]> named = Arrays.stream(columns.split(",")).map(each -> each.strip().split("\\s+", 2)).toList();
            types = named.stream().map(each -> each[1]).toList();
            List<Integer> numbers = IntStream.range(0, types.size()).boxed().toList();
            insert = "INSERT INTO " + table + named.stream().map(each -> each[0]).collect(Collectors.joining(", ", " (", ") "))
                    + numbers.stream().map(i -> "c" + i + cast(types.get(i))).collect(Collectors.joining(", ", "SELECT ", ""))
                    + types.stream().map(type -> "?::" + sent(type) + "[]")
                            .collect(Collectors.joining(", ", " FROM unnest(", ")"))
                    + numbers.stream().map(i -> "c" + i).collect(Collectors.joining(", ", " AS given (", ") ")) + conflict;
        }

        private static String cast(String type) { return type.equals(sent(type)) ? "" : "::" + type; }

        /** As what a value travels: what the driver has no binary form for, as text. */
        private static String sent(String type) {
            return switch (type) {
                case "bigint" -> "int8";
                case "integer" -> "int4";
                case "double precision" -> "float8";
                case "boolean" -> "bool";
                case "bytea" -> "bytea";
                default -> "text";
            };
        }
    }

    public ArrayRows(Columns columns) {
        this.columns = columns;
        this.values = columns.types.stream().<List<Object>>map(type -> new ArrayList<>()).toList();
    }

    private ArrayRows value(Object value) {
        values.get(column++).add(value);
        return this;
    }

    @Override
    public ArrayRows id(UUID value) { return value(value == null ? null : value.toString()); }

    @Override
    public ArrayRows text(String value) { return value(value == null ? null : RowWriter.withoutNul(value)); }

    @Override
    public ArrayRows time(Instant value) { return value(value == null ? null : value.truncatedTo(ChronoUnit.MICROS).toString()); }

    public ArrayRows date(LocalDate value) { return value(value.toString()); }

    @Override
    public ArrayRows number(long value) { return value((Object) value); }

    @Override
    public ArrayRows integer(int value) { return value((Object) value); }

    @Override
    public ArrayRows real(double value) { return value((Object) value); }

    @Override
    public ArrayRows money(BigDecimal value) { return value(value == null ? null : value.toPlainString()); }

    @Override
    public ArrayRows flag(boolean value) { return value((Object) value); }

    @Override
    public ArrayRows bytes(byte[] value) { return value((Object) value); }

    @Override
    public void end() {
        if (column != columns.types.size()) {
            throw new IllegalStateException("A row has " + column + " values for " + columns.types.size() + " columns: "
                    + columns.insert);
        }
        column = 0;
    }

    public boolean isEmpty() { return values.getFirst().isEmpty(); }

    /**
     * Adds the rows of all tables, in their order, by one trip to the database. Outside of a transaction this is one of its own:
     * all rows are there afterwards, or none.
     */
    public static void insert(Connection connection, List<ArrayRows> tables) throws SQLException {
        List<ArrayRows> filled = tables.stream().filter(rows -> !rows.isEmpty()).toList();
        if (filled.isEmpty()) {
            return;
        }
        String all = filled.stream().map(rows -> rows.columns.insert).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            int place = 0;
            for (ArrayRows rows : filled) {
                for (int i = 0; i < rows.values.size(); i++) {
                    String type = Columns.sent(rows.columns.types.get(i));
                    statement.setArray(++place, connection.createArrayOf(type, array(type, rows.values.get(i))));
                }
            }
            statement.execute();
        }
    }

    private static Object[] array(String type, List<Object> values) {
        Object[] empty = switch (type) {
            case "int8" -> new Long[0];
            case "int4" -> new Integer[0];
            case "float8" -> new Double[0];
            case "bool" -> new Boolean[0];
            case "bytea" -> new byte[0][];
            default -> new String[0];
        };
        return values.toArray(empty);
    }
}
