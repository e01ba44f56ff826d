package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.BuildContext;
import dev.difynative.testsupport.Dockerfile;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ImageFolder;
import dev.difynative.testsupport.Manifests;
import dev.difynative.testsupport.RedisProcess;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/**
 * The packaged service in the folders that its Dockerfile describes, begun as the image begins it. The images themselves are
 * not built: what their bases bring is not tested.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageLayoutIT {
    private static final Set<String> NOTHING = Set.of();

    @TempDir static Path parent;
    /** The image with the embedded database, of the jar or of the binary. */
    private static Dockerfile file;
    private static ImageFolder image;
    private static SortedMap<String, String> before;
    private static ServiceProcess service;

    @BeforeAll
    static void startInAnEmptyDataFolder() {
        file = Dockerfile.of(ServiceProcess.isJar() ? "jvm" : "native");
        image = layOut(file, "image");
        before = image.filesOutside(NOTHING);
        service = ServiceProcess.serve(image.entrypoint());
    }

    @AfterAll
    static void end() {
        if (service != null) {
            service.close();
        }
        if (image != null) {
            database(image).stop();
        }
    }

    @Test
    @Order(1)
    void itIsReadyAndWaitsForItsFirstAccount() {
        assertEquals("not_started",
                new ServiceClient(service.url()).get("/console/api/setup").expect(200).json().path("step").asText());
    }

    @Test
    @Order(1)
    void itsHealthCheckSucceeds() {
        ServiceProcess.Outcome health = image.checkHealth();
        assertEquals(0, health.exitCode(), health.output());
    }

    @Test
    @Order(1)
    void theProbesOfTheManifestsAreAnswered() {
        Set<String> probes = Manifests.probes();
        assertFalse(probes.isEmpty());
        probes.forEach(path -> new ServiceClient(service.url()).get(path).expect(200));
    }

    @Test
    @Order(1)
    void itRunsAsAUserWhoMayWriteNothingButItsFolders() throws IOException {
        assertIsKeptToItsFolders(image);
        assertTrue(image.mayWrite(volume()), "It may not write " + volume());
        assumeTrue(ImageFolder.asRoot(), "Without root's rights the tests cannot run it as that user");
        assertEquals(image.user().user(), Files.getAttribute(Path.of("/proc/" + service.pid()), "unix:uid"));
    }

    @Test
    @Order(2)
    void itsDataLiesInItsVolumeAndNothingElseIsWritten() {
        signIn(service);
        assertEquals(before, image.filesOutside(Set.of(volume())));
        for (String file : List.of("postgres/data/PG_VERSION", "secret.key", "service.lock")) {
            assertTrue(Files.exists(image.at(volume()).resolve(file)), file + " is not in " + volume());
        }
    }

    @Test
    @Order(3)
    void onSigtermItEndsWithItsDatabaseAndTheHealthCheckFails() throws InterruptedException {
        assertTrue(database(image).findRunning().isPresent(), "No database runs in " + volume());
        assertEquals(143, service.terminate(), service.output());
        assertTrue(database(image).findRunning().isEmpty(), "The database goes on");
        ServiceProcess.Outcome health = image.checkHealth();
        assertEquals(1, health.exitCode(), health.output());
    }

    @Test
    @Order(4)
    void theVariablesOfComposeLeadToAnotherDatabaseAndNothingIsWritten() throws Exception {
        assertNothingIsWritten(layOut(file, "compose"), Manifests.composeVariables());
    }

    @Test
    void theSmallestImageWithoutADatabaseSaysWhatToSet() {
        ServiceProcess.Outcome refused = ServiceProcess.run(smallest("alone").entrypoint());
        assertEquals(1, refused.exitCode(), refused.output());
        assertTrue(refused.output().contains("This image has no embedded database: set QUARKUS_DATASOURCE_JDBC_URL, "
                + "QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to a PostgreSQL"), refused.output());
    }

    @Test
    void theSmallestImageWithTheVariablesOfTheSecretWritesNothing() throws Exception {
        ImageFolder smallest = smallest("smallest");
        assertIsKeptToItsFolders(smallest);
        assertFalse(smallest.mayWrite("/work"), "It may write beside its binary");
        assertNothingIsWritten(smallest, Manifests.secretVariables());
    }

    private static void assertIsKeptToItsFolders(ImageFolder image) {
        assertNotEquals(0, image.user().user(), "It runs as root");
        assertFalse(image.mayWrite("/"), "It may write everywhere");
    }

    /** A variable that the service did not know would leave it with a database or a key of its own, or without Redis. */
    private static void assertNothingIsWritten(ImageFolder image, Set<String> variables) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.in(Files.createTempDirectory(parent, "database"))
                .withProgramsIn(Path.of("target", "test-postgres")).throwAway();
        try (RedisProcess redis = RedisProcess.start()) {
            SortedMap<String, String> before = image.filesOutside(NOTHING);
            ProcessBuilder entrypoint = image.entrypoint();
            EmbeddedPostgres.Running database = postgres.start();
            Map<String, String> values = values(database, redis);
            assertEquals(values.keySet(), variables);
            entrypoint.environment().putAll(values);
            try (ServiceProcess service = ServiceProcess.serve(entrypoint)) {
                signIn(service);
                assertEquals(List.of(), keptKeys(database));
                ServiceProcess.Outcome health = image.checkHealth();
                assertEquals(0, health.exitCode(), health.output());
                Eventually.isTrue("it listens to Redis", () -> redis.clients().contains("cmd=subscribe"));
                assertEquals(143, service.terminate(), service.output());
            }
            assertEquals(before, image.filesOutside(NOTHING));
        } finally {
            postgres.stop();
        }
    }

    private static Map<String, String> values(EmbeddedPostgres.Running database, RedisProcess redis) {
        return Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(), "QUARKUS_DATASOURCE_USERNAME", database.username(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(), "QUARKUS_REDIS_HOSTS", redis.url(), "DIFY_SECRET_KEY",
                "a secret key of 32 characters or more");
    }

    /** Tokens are signed with a key that is sealed, by the secret key or by one that is made for want of it. */
    private static void signIn(ServiceProcess service) {
        ServiceClient client = new ServiceClient(service.url());
        client.post("/console/api/setup", """
                {"email": "me@example.com", "name": "Me", "password": "first-one-1"}""").expect(201);
        client.post("/console/api/login", """
                {"email": "me@example.com", "password": "first-one-1"}""").expect(200);
    }

    /** The key that a service without a secret key keeps in a database that is not its own. */
    private static List<String> keptKeys(EmbeddedPostgres.Running database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM settings WHERE name = 'vault.secret_key'")) {
            List<String> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return keys;
        }
    }

    private static ImageFolder smallest(String name) {
        assumeFalse(ServiceProcess.isJar(), "This image is for the binary, and the jar is tested");
        return layOut(Dockerfile.of("native-micro"), name);
    }

    private static ImageFolder layOut(Dockerfile file, String name) {
        return ImageFolder.layOut(file, parent.resolve(name), BuildContext.of(ServiceProcess.packaged()));
    }

    private static String volume() { return file.words("VOLUME").getFirst(); }

    private static EmbeddedPostgres database(ImageFolder image) { return EmbeddedPostgres.in(image.at(volume())); }
}
