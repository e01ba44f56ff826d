package dev.difynative.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.build.BuildInfo;

/** One cluster for all: each test leaves the server running, and what is committed there for the next one. */
class EmbeddedPostgresTest {
    private static final Path BINARIES = Path.of("target", "test-postgres");

    @TempDir static Path parent;
    static Path dataDir;
    static EmbeddedPostgres postgres;

    @BeforeAll
    static void aFirstStartThatWasCutOffBeforeItWasComplete() throws IOException, SQLException {
        dataDir = parent.resolve("a folder with spaces & 'quotes'");
        Path folder = dataDir.resolve("postgres");
        Files.createDirectories(folder.resolve(".data-cut-off").resolve("data"));
        Files.writeString(folder.resolve(".data-cut-off").resolve("data").resolve("PG_VERSION"), "17");
        Files.writeString(folder.resolve(".password-cut-off"), "");
        postgres = EmbeddedPostgres.in(dataDir).withProgramsIn(BINARIES);
        assertFalse(postgres.exists());
        execute(postgres.start(), "CREATE TABLE kept (name text)");
    }

    @AfterAll
    static void end() {
        postgres.stop();
        assertTrue(postgres.findRunning().isEmpty());
    }

    @Test
    void theServerIsOfTheVersionThatTheBuildNames() throws SQLException {
        assertTrue(BuildInfo.postgresVersion().startsWith(query(postgres.start(), "SHOW server_version")));
    }

    @Test
    void textIsUnicodeAndSortsByCodePoint() throws SQLException {
        assertEquals("UTF8 Zaé汉", query(postgres.start(),
                "SELECT current_setting('server_encoding') || ' ' || string_agg(c, '' ORDER BY c) FROM unnest(ARRAY['汉','a','é','Z']) c"));
    }

    @Test
    void aServerLeftRunningByAKilledServiceIsUsedAgain() {
        assertEquals(postgres.start(), EmbeddedPostgres.in(dataDir).withProgramsIn(BINARIES).start());
    }

    @Test
    void aServerWhoseFolderWasMovedMeanwhileIsStartedAnew() throws Exception {
        execute(postgres.start(), "INSERT INTO kept VALUES ('moved')");
        long before = PostmasterFile.read(cluster()).orElseThrow().pid();
        Path elsewhere = Files.move(dataDir, parent.resolve("moved"));
        EmbeddedPostgres moved = EmbeddedPostgres.in(elsewhere).withProgramsIn(BINARIES);
        try {
            EmbeddedPostgres.Running after = moved.start();
            assertNotEquals(before, PostmasterFile.read(elsewhere.resolve("postgres", "data")).orElseThrow().pid());
            assertEquals("1", query(after, "SELECT count(*) FROM kept WHERE name = 'moved'"));
            assertEquals(after, moved.start(), "it is in its place now");
        } finally {
            moved.stop();
            Files.move(elsewhere, dataDir);
        }
    }

    @Test
    void anotherPasswordIsRefused() {
        EmbeddedPostgres.Running running = postgres.start();
        SQLException refusal = assertThrows(SQLException.class,
                () -> DriverManager.getConnection(running.jdbcUrl(), running.username(), "guessed").close());
        assertEquals("28P01", refusal.getSQLState());
    }

    @Test
    void whatWasCommittedOutlivesAnOrderlyEnd() throws SQLException {
        execute(postgres.start(), "INSERT INTO kept VALUES ('orderly')");
        postgres.stop();
        assertEquals("1", query(postgres.start(), "SELECT count(*) FROM kept WHERE name = 'orderly'"));
    }

    @Test
    void aServerThatWasKilledStartsAgain() throws Exception {
        EmbeddedPostgres.Running before = postgres.start();
        execute(before, "INSERT INTO kept VALUES ('killed')");
        ProcessHandle server = ProcessHandle.of(PostmasterFile.read(cluster()).orElseThrow().pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get();
        EmbeddedPostgres.Running after = postgres.start();
        assertNotEquals(server.pid(), PostmasterFile.read(cluster()).orElseThrow().pid());
        assertEquals("1", query(after, "SELECT count(*) FROM kept WHERE name = 'killed'"));
    }

    @Test
    void aPidFileWhoseNumberBelongsToAnotherProgramNowIsNoHindrance() throws Exception {
        postgres.start();
        Path pidFile = cluster().resolve("postmaster.pid");
        String content = Files.readString(pidFile);
        postgres.stop();
        Files.writeString(pidFile, content.replaceFirst("^\\d+", Long.toString(ProcessHandle.current().pid())));
        assertTrue(postgres.findRunning().isEmpty());
        assertEquals("1", query(postgres.start(), "SELECT 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$x", "$(touch executed)", "`", "\"", "\\", "\n"})
    void aFolderWhoseNameAShellWouldReadIsRefusedBeforeAnythingIsRun(String name) throws IOException {
        Path folder = parent.resolve("a" + name);
        DatabaseException refusal = assertThrows(DatabaseException.class, EmbeddedPostgres.in(folder)::start);
        assertTrue(refusal.getMessage().contains("DIFY_DATA_DIR"), refusal.getMessage());
        try (Stream<Path> files = Files.list(folder.resolve("postgres"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasTheFolderAndWhatToDo() {
        try (FolderLock first = FolderLock.take(dataDir)) {
            DatabaseException refusal = assertThrows(DatabaseException.class, () -> FolderLock.take(dataDir));
            assertTrue(refusal.getMessage().contains("process " + ProcessHandle.current().pid()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("DIFY_DATA_DIR"), refusal.getMessage());
        }
        FolderLock.take(dataDir).close();
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws IOException {
        postgres.stop();
        Path configuration = cluster().resolve("postgresql.conf");
        String right = Files.readString(configuration);
        Files.writeString(configuration, right + "\nno_such_setting = 1\n");
        try {
            DatabaseException failure = assertThrows(DatabaseException.class, postgres::start);
            assertTrue(failure.getMessage().contains("no_such_setting"), failure.getMessage());
        } finally {
            Files.writeString(configuration, right);
        }
    }

    private static Path cluster() { return dataDir.resolve("postgres").resolve("data"); }

    private static void execute(EmbeddedPostgres.Running running, String sql) throws SQLException {
        try (Connection connection = connect(running); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres.Running running, String sql) throws SQLException {
        try (Connection connection = connect(running);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres.Running running) throws SQLException {
        return DriverManager.getConnection(running.jdbcUrl(), running.username(), running.password());
    }
}
