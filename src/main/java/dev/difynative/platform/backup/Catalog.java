package dev.difynative.platform.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.platform.database.SchemaMigration;

/** What the database itself says is in a schema; nothing of it is written down anywhere else. */
final class Catalog {
    /** Objects that belong to an extension stay where they are. */
    private static final String OWN = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')";
    private static final String TABLES = """
            SELECT o.relname FROM pg_class o
            WHERE o.relnamespace = ?::regnamespace AND o.relkind IN ('r', 'p') AND NOT o.relispartition AND o.relname <> '%s'
              AND %s ORDER BY o.relname""".formatted(SchemaMigration.HISTORY, OWN);
    private static final String COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = format('%I.%I', ?, ?)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attnum""";
    private static final String SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences"
            + " WHERE schemaname = ? AND last_value IS NOT NULL";
    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE connamespace = ?::regnamespace AND contype = 'f' AND conparentid = 0""";
    /** Each object of a schema with the command that moves it and the one that drops it. */
    private static final String OBJECTS = """
            SELECT kind, name FROM (
              SELECT CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                     ELSE 'TABLE' END AS kind, o.oid::regclass::text AS name
              FROM pg_class o WHERE o.relnamespace = ?1::regnamespace AND o.relkind IN ('r', 'p', 'v', 'm', 'S') AND OWN
                AND NOT (o.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype IN ('a', 'i')))
              UNION ALL
              SELECT 'ROUTINE', o.oid::regprocedure::text FROM pg_proc o WHERE o.pronamespace = ?1::regnamespace AND OWN
              UNION ALL
              SELECT CASE o.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, o.oid::regtype::text FROM pg_type o
              WHERE o.typnamespace = ?1::regnamespace AND OWN AND (o.typtype IN ('e', 'd')
                OR (o.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = o.typrelid) = 'c'))
              UNION ALL
              SELECT 'EXTENSION', quote_ident(extname) FROM pg_extension WHERE extnamespace = ?1::regnamespace
            ) AS objects""".replace("OWN", OWN);

    /** Something that can be dropped or moved, such as TABLE apps. */
    record SchemaObject(String kind, String name) {
        /** Extensions are the server's, not ours: they move along, but are not dropped. */
        boolean isOurs() {
            return !kind.equals("EXTENSION");
        }

        String drop() { return "DROP " + kind + " IF EXISTS " + name + " CASCADE"; }

        String moveTo(String schema) { return "ALTER " + kind + " " + name + " SET SCHEMA " + quoted(schema); }
    }

    /** How a foreign key is taken away and put back. */
    record ForeignKey(String drop, String add) {}

    private final Connection connection;
    private final String schema;

    Catalog(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    static String currentSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_schema()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** All tables that hold data of the service. */
    List<String> tables() throws SQLException { return strings(TABLES, schema); }

    /** The columns that are stored, not computed. */
    List<String> columns(String table) throws SQLException {
        return strings(COLUMNS, schema, table);
    }

    boolean hasHistory() throws SQLException {
        return !strings("SELECT tablename FROM pg_tables WHERE schemaname = ? AND tablename = ?", schema,
                SchemaMigration.HISTORY).isEmpty();
    }

    boolean isEmpty(String table) throws SQLException {
        return strings("SELECT 1 FROM " + qualified(table) + " LIMIT 1").isEmpty();
    }

    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> values = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SEQUENCES)) {
            query.setString(1, schema);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                values.put(rows.getString(1), rows.getLong(2));
            }
        }
        return values;
    }

    List<ForeignKey> foreignKeys() throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FOREIGN_KEYS)) {
            query.setString(1, schema);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString(1), rows.getString(2)));
            }
        }
        return keys;
    }

    List<SchemaObject> objects() throws SQLException {
        List<SchemaObject> objects = new ArrayList<>();
        try (Statement query = connection.createStatement()) {
            ResultSet rows = query.executeQuery(OBJECTS.replace("?1", literal(schema)));
            while (rows.next()) {
                objects.add(new SchemaObject(rows.getString(1), rows.getString(2)));
            }
        }
        return objects;
    }

    String qualified(String table) { return quoted(schema) + "." + quoted(table); }

    static String quoted(String name) { return '"' + name.replace("\"", "\"\"") + '"'; }

    private static String literal(String text) { return '\'' + text.replace("'", "''") + '\''; }

    private List<String> strings(String sql, String... parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
