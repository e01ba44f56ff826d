package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** The packaged service after its database has gone away under it. */
class DatabaseGoneIT {
    @TempDir static Path folder;
    private static ModelServer models;
    private static ServiceProcess service;
    private static ServiceClient console;
    private static ServiceClient caller;

    @BeforeAll
    static void loseTheDatabase() throws IOException {
        EmbeddedPostgres database = EmbeddedPostgres.in(folder.resolve("database"))
                .withProgramsIn(Path.of("target", "test-postgres"));
        EmbeddedPostgres.Running running = database.start();
        models = ModelServer.start();
        service = ServiceProcess.serve(Files.createDirectory(folder.resolve("service")),
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", running.jdbcUrl(), "QUARKUS_DATASOURCE_USERNAME", running.username(),
                        "QUARKUS_DATASOURCE_PASSWORD", running.password()));
        DemoWorkspace workspace = DemoWorkspace.create(service, models);
        console = workspace.console(service);
        caller = new ServiceClient(service.url()).as(workspace.chatApp("Lost").key());
        caller.get("/v1/conversations?user=u-1").expect(200);
        database.stop();
        Eventually.isTrue("the loss is noticed", () -> service.output().contains("The database cannot be reached: new work"));
    }

    @AfterAll
    static void end() {
        service.close();
        models.close();
    }

    @Test
    void theConsoleSaysSo() {
        check("console/database-gone", console.get("/console/api/apps"));
        check("console/database-gone", new ServiceClient(service.url()).post("/console/api/login", """
                {"email":"owner@example.com","password":"correct horse 7 battery"}"""));
    }

    @Test
    void thePublicSurfaceSaysSo() {
        check("public/database-gone", caller.get("/v1/conversations?user=u-1"));
        check("public/database-gone", new ServiceClient(service.url()).as("app-aaaaaaaaaaaaaaaaaaaaaaaa").get("/v1/info"));
        for (String mode : new String[]{"blocking", "streaming"}) {
            check("public/database-gone", caller.post("/v1/chat-messages", """
                    {"query":"Hi","user":"u-2","response_mode":"%s"}""".formatted(mode)));
        }
    }

    @Test
    void aQuestionWhoseAnswerCouldNotBeStoredIsNotPutToTheModel() {
        int askedBefore = models.asked().size();
        for (String mode : new String[]{"blocking", "streaming"}) {
            check("public/database-gone", caller.post("/v1/chat-messages", """
                    {"query":"Hi","user":"u-1","response_mode":"%s"}""".formatted(mode)));
        }
        assertEquals(askedBefore, models.asked().size());
    }

    @Test
    void readinessSaysSoAndLivenessDoesNot() {
        new ServiceClient(service.url()).get("/q/health/ready").expect(503);
        new ServiceClient(service.url()).get("/q/health/live").expect(200);
    }

    private static void check(String file, ServiceClient.Answer answer) {
        Golden.assertSame(file, answer.expect(503).response().body());
    }
}
