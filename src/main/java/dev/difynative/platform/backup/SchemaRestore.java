package dev.difynative.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import dev.difynative.platform.database.SchemaMigration;

/** The rows of a backup on their way into the database, in a schema of their own until they are complete. */
final class SchemaRestore implements AutoCloseable {
    private static final String SCRATCH = "dify_restore";

    private final DataSource database;

    SchemaRestore(DataSource database) throws SQLException {
        this.database = database;
        dropScratch();
        try (Connection connection = database.getConnection()) {
            execute(connection, "CREATE SCHEMA " + SCRATCH);
        }
    }

    void load(ZipFile zip, Manifest manifest) throws SQLException, IOException {
        SchemaMigration migration = new SchemaMigration(database, SCRATCH);
        migration.migrate(manifest.migrations());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL search_path = ''");
            loadRows(connection, zip, manifest);
            connection.commit();
        }
        migration.migrate();
    }

    /** The new objects instead of the old ones, all at once. */
    void takePlace() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            String target = Catalog.currentSchema(connection);
            execute(connection, "SET LOCAL search_path = ''");
            for (Catalog.SchemaObject old : new Catalog(connection, target).objects()) {
                if (old.isOurs()) {
                    execute(connection, old.drop());
                }
            }
            for (Catalog.SchemaObject restored : new Catalog(connection, SCRATCH).objects()) {
                execute(connection, restored.moveTo(target));
            }
            execute(connection, "DROP SCHEMA " + SCRATCH);
            connection.commit();
        }
    }

    private static void loadRows(Connection connection, ZipFile zip, Manifest manifest) throws SQLException, IOException {
        Catalog catalog = new Catalog(connection, SCRATCH);
        List<Catalog.ForeignKey> foreignKeys = catalog.foreignKeys();
        for (Catalog.ForeignKey key : foreignKeys) {
            execute(connection, key.drop());
        }
        List<String> present = catalog.tables();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Manifest.Table table : manifest.tables()) {
            if (!present.contains(table.name())) {
                throw new BackupException("The backup has a table that no migration makes: " + table.name());
            }
            // A migration may have put rows there, which the backup has too.
            execute(connection, "TRUNCATE " + catalog.qualified(table.name()));
            load(copy, zip, table, catalog.qualified(table.name()));
        }
        setSequences(connection, manifest.sequences());
        // In the same transaction and over all rows: a backup that contradicts itself is refused.
        for (Catalog.ForeignKey key : foreignKeys) {
            execute(connection, key.add());
        }
    }

    private static void load(CopyManager copy, ZipFile zip, Manifest.Table table, String into)
            throws SQLException, IOException {
        try (InputStream rows = zip.getInputStream(zip.getEntry(table.entry()))) {
            long loaded = copy.copyIn("COPY " + into + " ("
                    + table.columns().stream().map(Catalog::quoted).collect(Collectors.joining(", ")) + ") FROM STDIN", rows,
                    1 << 16);
            if (loaded != table.rows()) {
                throw new BackupException(
                        "Table " + table.name() + " has " + loaded + " rows instead of " + table.rows() + " in the backup");
            }
        }
    }

    private static void setSequences(Connection connection, Map<String, Long> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT setval(format('%I.%I', ?, ?)::regclass, ?)")) {
            for (Map.Entry<String, Long> sequence : values.entrySet()) {
                statement.setString(1, SCRATCH);
                statement.setString(2, sequence.getKey());
                statement.setLong(3, sequence.getValue());
                statement.execute();
            }
        }
    }

    private void dropScratch() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "DROP SCHEMA IF EXISTS " + SCRATCH + " CASCADE");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException { dropScratch(); }
}
