package dev.difynative.platform.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.platform.database.SchemaMigration;

class BackupTest {
    private static final String TENANT = "00000000-0000-7000-8000-000000000001";

    @TempDir static Path folder;
    static EmbeddedPostgres postgres;
    static EmbeddedPostgres.Running running;
    static int databases;

    DataPlaces source;
    Path backup;

    @BeforeAll
    static void startServer() {
        postgres = EmbeddedPostgres.in(folder.resolve("server")).withProgramsIn(Path.of("target", "test-postgres")).throwAway();
        running = postgres.start();
    }

    @AfterAll
    static void stopServer() { postgres.stop(); }

    @BeforeEach
    void fillADatabase() throws SQLException, IOException {
        source = emptyPlaces();
        new SchemaMigration(source.database()).migrate();
        execute(source, "INSERT INTO tenants VALUES ('" + TENANT
                + "', E'A \\t tab, a \\n line, a \\\\ and 汉', 'sandbox', NULL, 'normal', NULL, now())");
        execute(source, "INSERT INTO settings VALUES ('empty', '')");
        Files.createDirectories(source.files().resolve("a"));
        Files.write(source.files().resolve("a").resolve("picture.png"), new byte[]{0, -1, 10});
        Files.writeString(source.secretKey(), "the key");
        backup = source.files().resolveSibling("backup.zip");
    }

    @Test
    void everythingComesBackInAnEmptyDatabase() throws SQLException, IOException {
        Manifest written = write();
        DataPlaces target = emptyPlaces();
        Manifest read = new BackupReader(target).restore(backup, false);

        assertEquals(written, read);
        assertEquals(rows(source, "tenants"), rows(target, "tenants"));
        assertEquals(rows(source, "settings"), rows(target, "settings"));
        assertArrayEquals(new byte[]{0, -1, 10}, Files.readAllBytes(target.files().resolve("a").resolve("picture.png")));
        assertEquals("the key", Files.readString(target.secretKey()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target.secretKey())));
    }

    @Test
    void theRestoredDatabaseIsOneThatTheServiceWouldHaveMade() throws SQLException, IOException {
        write();
        DataPlaces target = emptyPlaces();
        new BackupReader(target).restore(backup, false);

        assertTrue(new SchemaMigration(target.database()).compare().complete());
        assertEquals(0, new SchemaMigration(target.database()).migrate());
        assertEquals(structure(source), structure(target));
    }

    @Test
    void theBackupIsForItsOwnerOnly() throws SQLException, IOException {
        write();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
        assertThrows(BackupException.class, this::write, "An existing file is not overwritten");
    }

    @Test
    void aDatabaseWithRowsIsReplacedOnlyByForce() throws SQLException, IOException {
        write();
        DataPlaces target = emptyPlaces();
        new SchemaMigration(target.database()).migrate();
        execute(target, "INSERT INTO settings VALUES ('mine', 'kept')");

        BackupException refusal = assertThrows(BackupException.class, () -> new BackupReader(target).restore(backup, false));
        assertTrue(refusal.getMessage().contains("--force"), refusal.getMessage());
        assertEquals(List.of("(mine,kept)"), rows(target, "settings"));

        Files.writeString(target.secretKey(), "another key");
        new BackupReader(target).restore(backup, true);
        assertEquals(rows(source, "settings"), rows(target, "settings"));
        assertEquals("the key", Files.readString(target.secretKey()));
    }

    @Test
    void aKeyThatIsInUseIsReplacedOnlyByForce() throws SQLException, IOException {
        write();
        DataPlaces target = emptyPlaces();
        Files.writeString(target.secretKey(), "another key");
        assertThrows(BackupException.class, () -> new BackupReader(target).restore(backup, false));
        assertEquals("another key", Files.readString(target.secretKey()));
    }

    @Test
    void tablesOfSomethingElseAreNeverTouched() throws SQLException, IOException {
        write();
        DataPlaces target = emptyPlaces();
        execute(target, "CREATE TABLE theirs (id int)");
        assertThrows(BackupException.class, () -> new BackupReader(target).restore(backup, true));
        assertTrue(rows(target, "theirs").isEmpty());
    }

    @Test
    void aBackupOfAnEarlierSchemaIsBroughtUpToThisOne() throws SQLException, IOException {
        DataPlaces earlier = emptyPlaces();
        new SchemaMigration(earlier.database()).migrate(List.of(1, 2));
        execute(earlier, "INSERT INTO settings VALUES ('from', 'earlier')");
        new BackupWriter(earlier, Clock.systemUTC()).write(backup);

        DataPlaces target = emptyPlaces();
        Manifest manifest = new BackupReader(target).restore(backup, false);
        assertEquals(List.of(1, 2), manifest.migrations());
        assertEquals(List.of("(from,earlier)"), rows(target, "settings"));
        assertEquals(structure(source), structure(target));
    }

    @Test
    void aBackupThatContradictsItselfLeavesTheDatabaseAsItWas() throws SQLException, IOException {
        execute(source, "ALTER TABLE apps DROP CONSTRAINT apps_tenant_id_fkey");
        execute(source,
                "INSERT INTO apps SELECT gen_random_uuid(), gen_random_uuid(), 'orphan', 'chat', '', '', '', '', false, false,"
                        + " false, 0, 0, 0, false, NULL, NULL, now(), NULL, now()");
        write();
        DataPlaces target = emptyPlaces();
        new SchemaMigration(target.database()).migrate();
        execute(target, "INSERT INTO settings VALUES ('mine', 'kept')");

        assertThrows(BackupException.class, () -> new BackupReader(target).restore(backup, true));
        assertEquals(List.of("(mine,kept)"), rows(target, "settings"));
        assertFalse(query(target, "SELECT nspname FROM pg_namespace").contains("dify_restore"));
    }

    @Test
    void aFileThatIsNoBackupIsRefused() throws SQLException, IOException {
        Files.writeString(backup, "PK?");
        assertThrows(BackupException.class, () -> new BackupReader(emptyPlaces()).restore(backup, false));
    }

    private Manifest write() { return new BackupWriter(source, Clock.systemUTC()).write(backup); }

    private static DataPlaces emptyPlaces() throws SQLException, IOException {
        String name = "places" + ++databases;
        try (Connection connection = source("dify").getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        Path data = Files.createDirectories(folder.resolve(name));
        return new DataPlaces(source(name), data.resolve("files"), data.resolve("secret.key"));
    }

    private static DataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(running.jdbcUrl().replaceFirst("/dify$", "/" + database));
        source.setUser(running.username());
        source.setPassword(running.password());
        return source;
    }

    private static List<String> structure(DataPlaces places) throws SQLException { return query(places, """
                SELECT format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'
                UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace
                ORDER BY 1"""); }

    private static List<String> rows(DataPlaces places, String table) throws SQLException {
        return query(places, "SELECT t::text FROM " + table + " t ORDER BY 1");
    }

    private static List<String> query(DataPlaces places, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = places.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void execute(DataPlaces places, String sql) throws SQLException {
        try (Connection connection = places.database().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
