package dev.difynative.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.build.BuildInfo;
import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ServiceProcess;

/** One service through its life, as the packaged program lives it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    @TempDir static Path parent;
    static Path folder;
    static ServiceProcess service;

    @BeforeAll
    static void startInAnEmptyFolderOfItsOwner() throws IOException {
        folder = Files.createDirectory(parent.resolve("only mine"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        service = ServiceProcess.serve(folder, Map.of());
    }

    @AfterAll
    static void end() {
        service.close();
        embedded(folder).stop();
        embedded(parent.resolve("restored")).stop();
    }

    @Test
    @Order(1)
    void itSaysWhereItListensAndHowToBegin() {
        // It is ready a moment before it says so.
        Eventually.isTrue("it says how to begin", () -> service.output().contains("/console/api/setup"));
        assertTrue(service.output().contains("listens on http://localhost:" + service.url().replaceAll(".*:", "")));
    }

    @Test
    @Order(1)
    void healthAnswersByItsExitCode() {
        String ready = service.url() + "/q/health/ready";
        assertEquals(0, ServiceProcess.run(folder, Map.of(), "health", "--url", ready).exitCode());
        assertEquals(1, ServiceProcess.run(folder, Map.of(), "health").exitCode());
    }

    @Test
    @Order(1)
    void aSecondServiceInTheSameFolderIsToldWhyItCannotBe() {
        ServiceProcess.Outcome second = ServiceProcess.run(folder, Map.of());
        assertEquals(1, second.exitCode());
        assertTrue(second.output().contains("process " + service.pid()), second.output());
        assertTrue(second.output().contains("DIFY_DATA_DIR"), second.output());
    }

    @Test
    @Order(1)
    void whatIsNotUnderstoodIsRefusedWithAHint() {
        ServiceProcess.Outcome unknown = ServiceProcess.run(folder, Map.of(), "bakcup");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.output().contains("--help"), unknown.output());
        assertEquals(2, ServiceProcess.run(folder, Map.of(), "backup").exitCode());
        assertEquals(0, ServiceProcess.run(folder, Map.of(), "--help").exitCode());
        ServiceProcess.Outcome version = ServiceProcess.run(folder, Map.of(), "--version");
        assertTrue(version.output().contains("dify-native " + BuildInfo.version()), version.output());
    }

    @Test
    @Order(2)
    void aBackupOfTheRunningServiceIsReadBackElsewhere() throws SQLException, IOException {
        execute(embedded(folder).start(), "INSERT INTO settings VALUES ('it', 'was here')");
        Path files = Files.createDirectories(folder.resolve("data").resolve("files"));
        Files.writeString(files.resolve("note.txt"), "a file");
        ServiceProcess.Outcome backup = ServiceProcess.run(folder, Map.of(), "backup", "../backup.zip");
        assertEquals(0, backup.exitCode(), backup.output());

        Map<String, String> elsewhere = Map.of("DIFY_DATA_DIR", parent.resolve("restored").toString());
        ServiceProcess.Outcome restore = ServiceProcess.run(parent, elsewhere, "restore", "backup.zip");
        assertEquals(0, restore.exitCode(), restore.output());
        assertEquals("a file", Files.readString(parent.resolve("restored").resolve("files").resolve("note.txt")));
        assertEquals(1, ServiceProcess.run(parent, elsewhere, "restore", "backup.zip").exitCode(), "not empty any more");
        assertEquals(0, ServiceProcess.run(parent, elsewhere, "backup", "again.zip").exitCode());
        assertEquals(rows("backup.zip", "settings"), rows("again.zip", "settings"));
        assertTrue(embedded(parent.resolve("restored")).findRunning().isEmpty(), "ended with the command");
    }

    @Test
    @Order(2)
    void aRestoreUnderTheRunningServiceIsRefused() {
        assertEquals(1, ServiceProcess.run(folder, Map.of(), "restore", "../backup.zip", "--force").exitCode());
    }

    @Test
    @Order(3)
    void migrateChecksTheSchemaAgainstTheEntities() throws SQLException {
        ServiceProcess.Outcome fitting = ServiceProcess.run(folder, Map.of(), "migrate");
        assertEquals(0, fitting.exitCode(), fitting.output());

        execute(embedded(folder).start(), "ALTER TABLE settings RENAME COLUMN value TO worth");
        ServiceProcess.Outcome spoilt = ServiceProcess.run(folder, Map.of(), "migrate");
        execute(embedded(folder).start(), "ALTER TABLE settings RENAME COLUMN worth TO value");
        assertEquals(1, spoilt.exitCode(), spoilt.output());
        assertTrue(spoilt.output().contains("settings"), spoilt.output());
    }

    @Test
    @Order(3)
    void aLostPasswordIsReplaced() throws IOException, InterruptedException {
        assertEquals(201, post("/console/api/setup", Map.of("email", "me@example.com", "name", "Me", "password", "first-one-1")));
        assertEquals(200, signIn("first-one-1"));
        ServiceProcess.Outcome reset = ServiceProcess.run(folder, Map.of(), "reset-password", "--email", "me@example.com");
        assertEquals(0, reset.exitCode(), reset.output());
        assertEquals(401, signIn("first-one-1"));
        assertEquals(200, signIn(reset.output().strip().replaceAll("(?s).*: ", "")));
        assertEquals(1, ServiceProcess.run(folder, Map.of(), "reset-password", "--email=who@example.com").exitCode());
        assertEquals(2, ServiceProcess.run(folder, Map.of(), "reset-password").exitCode());
    }

    @Test
    @Order(4)
    void afterAKillTheDataAndTheRunningServerAreFoundAgain() throws InterruptedException, SQLException {
        EmbeddedPostgres.Running before = embedded(folder).start();
        service.kill();
        service = ServiceProcess.serve(folder, Map.of());
        assertEquals(before, embedded(folder).findRunning().orElseThrow());
        assertEquals("was here", query(before, "SELECT value FROM settings WHERE name = 'it'"));
    }

    @Test
    @Order(4)
    void aDatabaseThatIsKilledAloneIsStartedAgain() throws Exception {
        EmbeddedPostgres.Running before = embedded(folder).findRunning().orElseThrow();
        long server = Long.parseLong(
                Files.readAllLines(folder.resolve("data").resolve("postgres").resolve("data").resolve("postmaster.pid"))
                        .getFirst());
        ProcessHandle.of(server).orElseThrow().destroyForcibly();
        Eventually.isTrue("it is started again", () -> service.output().contains("The database answers again"));
        assertEquals(before, embedded(folder).findRunning().orElseThrow());
        assertTrue(service.output().contains("The embedded PostgreSQL has ended without being asked to"), service.output());
        assertEquals("was here", query(before, "SELECT value FROM settings WHERE name = 'it'"));
        assertEquals(401, signIn("wrong-password-1"));
    }

    @Test
    @Order(4)
    void aPortInUseIsNamedWithWhatToSet() throws IOException {
        Map<String, String> second = Map.of("QUARKUS_HTTP_PORT", service.url().replaceAll(".*:", ""), "DIFY_DATA_DIR",
                parent.resolve("second").toString());
        ServiceProcess.Outcome outcome = ServiceProcess.run(folder, second);
        assertEquals(1, outcome.exitCode(), outcome.output());
        assertTrue(outcome.output().contains("Port " + second.get("QUARKUS_HTTP_PORT") + " is in use by another process: "
                + "end that one, or set QUARKUS_HTTP_PORT"), outcome.output());
    }

    @Test
    @Order(5)
    void settingsThatCannotBeUsedAreNamed() {
        Path elsewhere = parent.resolve("refused");
        ServiceProcess.Outcome shortKey = ServiceProcess.run(folder,
                Map.of("DIFY_SECRET_KEY", "short", "DIFY_DATA_DIR", elsewhere.toString()));
        assertEquals(1, shortKey.exitCode(), shortKey.output());
        assertTrue(shortKey.output().contains("DIFY_SECRET_KEY must have 32 characters or more"), shortKey.output());
        ServiceProcess.Outcome noPort = ServiceProcess.run(folder,
                Map.of("QUARKUS_HTTP_PORT", "abc", "DIFY_DATA_DIR", elsewhere.toString()));
        assertEquals(1, noPort.exitCode(), noPort.output());
        assertTrue(noPort.output().contains("quarkus.http.port"), noPort.output());
        ServiceProcess.Outcome noDatabase = ServiceProcess.run(folder,
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", "postgres://localhost/dify"));
        assertEquals(1, noDatabase.exitCode(), noDatabase.output());
        assertTrue(noDatabase.output().contains("must be of the form jdbc:postgresql://"), noDatabase.output());
    }

    @Test
    @Order(5)
    void aSettingThatNobodyKnowsIsNamed() throws IOException {
        Path misspelt = Files.createDirectories(parent.resolve("misspelt"));
        Files.writeString(Files.createDirectories(misspelt.resolve("config")).resolve("application.properties"), """
                dify.chat.nonsense=1
                quarkus.http.nonsense=1
                """);
        ServiceProcess.Outcome own = ServiceProcess.run(misspelt, Map.of());
        assertEquals(1, own.exitCode(), own.output());
        assertTrue(own.output().contains("dify.chat.nonsense"), own.output());
        assertFalse(own.output().contains("SRCFG00050: quarkus"), own.output());
    }

    @Test
    @Order(5)
    void theDatabaseEndsWithTheService() throws InterruptedException {
        assertTrue(embedded(folder).findRunning().isPresent());
        assertEquals(143, service.terminate());
        assertTrue(embedded(folder).findRunning().isEmpty());
    }

    @Test
    @Order(6)
    void anotherSecretKeyIsRefusedUnlessTheFormerOneIsGivenUp() throws IOException, InterruptedException {
        Files.move(folder.resolve("data").resolve("secret.key"), folder.resolve("former.key"));
        String other = "another secret key of 32 characters or more";
        ServiceProcess.Outcome refused = ServiceProcess.run(folder, Map.of("DIFY_SECRET_KEY", other));
        assertEquals(1, refused.exitCode(), refused.output());
        assertTrue(refused.output().contains("Set DIFY_SECRET_KEY (or DIFY_PREVIOUS_SECRET_KEYS) to the former key"),
                refused.output());
        Map<String, String> rotated = Map.of("DIFY_SECRET_KEY", other, "DIFY_PREVIOUS_SECRET_KEYS",
                Files.readString(folder.resolve("former.key")));
        try (ServiceProcess both = ServiceProcess.serve(folder, rotated)) {
            both.terminate();
        }
        try (ServiceProcess anew = ServiceProcess.serve(folder,
                Map.of("DIFY_SECRET_KEY", other, "DIFY_AUTH_REPLACE_SIGNING_KEY", "true"))) {
            anew.terminate();
        }
    }

    @Test
    @Order(6)
    void withADatabaseOfYourOwnTheFolderStaysEmpty() throws IOException, InterruptedException {
        EmbeddedPostgres.Running other = embedded(parent.resolve("other")).start();
        Path empty = Files.createDirectory(parent.resolve("empty"));
        try (ServiceProcess external = ServiceProcess.serve(empty, Map.of("QUARKUS_DATASOURCE_JDBC_URL", other.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", other.username(), "QUARKUS_DATASOURCE_PASSWORD", other.password()))) {
            external.terminate();
            Map<String, String> database = Map.of("QUARKUS_DATASOURCE_JDBC_URL", other.jdbcUrl(),
                    "QUARKUS_DATASOURCE_USERNAME", other.username(), "QUARKUS_DATASOURCE_PASSWORD", other.password(),
                    "DIFY_DATA_DIR", parent.resolve("restored-into").toString());
            assertEquals(0, ServiceProcess.run(parent, database, "migrate").exitCode());
            ServiceProcess.run(parent, database, "reset-password", "--email=who@example.com");
            ServiceProcess.Outcome restored = ServiceProcess.run(parent, database, "restore", "backup.zip", "--force");
            assertEquals(0, restored.exitCode(), restored.output());
            assertTrue(embedded(parent.resolve("other")).findRunning().isPresent());
            try (Stream<Path> files = Files.list(empty)) {
                assertEquals(List.of(), files.toList());
            }
        } finally {
            embedded(parent.resolve("other")).stop();
        }
        assertFalse(Files.exists(empty.resolve("data")));
    }

    private static int signIn(String password) throws IOException, InterruptedException {
        return post("/console/api/login", Map.of("email", "me@example.com", "password", password));
    }

    private static int post(String path, Map<String, String> body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body))).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** The server of a data folder, or of the default one in a folder. */
    private static EmbeddedPostgres embedded(Path place) {
        Path dataDir = place.equals(folder) ? folder.resolve("data") : place;
        return EmbeddedPostgres.in(dataDir).withProgramsIn(Path.of("target", "test-postgres"));
    }

    private static String rows(String backup, String table) throws IOException {
        try (ZipFile zip = new ZipFile(parent.resolve(backup).toFile())) {
            return new String(zip.getInputStream(zip.getEntry("tables/" + table + ".copy")).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

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
