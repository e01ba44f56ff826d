package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.HangingPostgres;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** The packaged service while its database is there but answers nothing. */
class HangingDatabaseIT {
    private static final int POOL = 16;
    /** Some wait for a connection and some for an answer. */
    private static final int CALLS_OF_EACH_KIND = 12;
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir static Path folder;
    private static EmbeddedPostgres database;
    private static ModelServer models;
    private static ServiceProcess service;
    private static ServiceClient console;
    private static ServiceClient caller;
    private static int acknowledged;
    private HangingPostgres hanging;

    private record Call(String surface, Callable<ServiceClient.Answer> call) {}

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedPostgres.in(folder.resolve("database")).withProgramsIn(Path.of("target", "test-postgres"));
        EmbeddedPostgres.Running running = database.start();
        models = ModelServer.start();
        service = ServiceProcess.serve(Files.createDirectory(folder.resolve("service")),
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", running.jdbcUrl(), "QUARKUS_DATASOURCE_USERNAME", running.username(),
                        "QUARKUS_DATASOURCE_PASSWORD", running.password()));
        DemoWorkspace workspace = DemoWorkspace.create(service, models);
        console = workspace.console(service);
        caller = new ServiceClient(service.url()).as(workspace.chatApp("Hanging").key());
    }

    @AfterAll
    static void end() {
        service.close();
        models.close();
        database.stop();
    }

    @BeforeEach
    void hang() {
        ask("u-1").expect(200);
        acknowledged++;
        hanging = HangingPostgres.in(folder.resolve("database"));
    }

    @AfterEach
    void goOn() {
        hanging.close();
        Eventually.isTrue("the service is ready again", () -> status("/q/health/ready") == 200);
    }

    @Test
    void callsAreRefusedByTheirSurfaceWithinSeconds() throws InterruptedException, ExecutionException {
        List<Call> calls = Collections.nCopies(CALLS_OF_EACH_KIND, List.of(
                new Call("console", () -> console.get("/console/api/apps")),
                new Call("console", () -> console.post("/console/api/apps", "{\"name\":\"Never\",\"mode\":\"chat\"}")),
                new Call("public", () -> caller.get("/v1/conversations?user=u-1")),
                new Call("public", () -> ask("u-2")))).stream().flatMap(List::stream).toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String when : new String[]{"before it is noticed", "when it is known"}) {
                long begin = System.nanoTime();
                List<Future<ServiceClient.Answer>> answers = callers.invokeAll(calls.stream().map(Call::call).toList());
                assertTrue(System.nanoTime() - begin < BOUND.toNanos(), when);
                for (int i = 0; i < calls.size(); i++) {
                    Golden.assertSame(calls.get(i).surface() + "/database-gone",
                            answers.get(i).get().expect(503).response().body());
                }
            }
        }
    }

    @Test
    void readinessSaysSoAndLivenessDoesNot() {
        Eventually.isTrue(BOUND, "not ready", () -> status("/q/health/ready") == 503);
        assertEquals(200, status("/q/health/live"));
    }

    @Test
    void itGoesOnByItselfWithAllThatWasAcknowledged() {
        ask("u-3").expect(503);
        hanging.close();
        Eventually.isTrue("a question is answered", () -> ask("u-3").status() == 200);
        assertEquals(1, conversations("u-3"));
        assertEquals(acknowledged, conversations("u-1"));
    }

    @Test
    void noConnectionOfThePoolIsLost() throws InterruptedException, ExecutionException {
        List<Callable<ServiceClient.Answer>> calls = Collections.nCopies(2 * POOL, () -> console.get("/console/api/apps"));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.invokeAll(calls);
            hanging.close();
            // Until then a call may find a connection in time by chance, and the next one may not.
            Eventually.isTrue("the service is ready again", () -> status("/q/health/ready") == 200);
            Set<Integer> statuses = new TreeSet<>();
            for (Future<ServiceClient.Answer> answer : callers.invokeAll(calls)) {
                statuses.add(answer.get().status());
            }
            assertEquals(Set.of(200), statuses);
        }
    }

    private static ServiceClient.Answer ask(String user) { return caller.post("/v1/chat-messages", """
                {"query":"Hi","user":"%s","response_mode":"blocking"}""".formatted(user)); }

    private static int conversations(String user) {
        return caller.get("/v1/conversations?user=" + user).expect(200).json().path("data").size();
    }

    private static int status(String path) { return new ServiceClient(service.url()).get(path).status(); }
}
