package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.HangingPostgres;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** The packaged service whose database is away for a moment while an answer is under way. */
class BrokenDatabaseIT {
    @TempDir static Path folder;
    private static ModelServer models;
    private static ServiceProcess service;
    private static ServiceClient caller;

    @BeforeAll
    static void start() {
        models = ModelServer.start();
        service = ServiceProcess.serve(folder, Map.of());
        caller = new ServiceClient(service.url()).as(DemoWorkspace.create(service, models).chatApp("Broken").key());
    }

    @AfterAll
    static void end() throws InterruptedException {
        service.terminate();
        models.close();
    }

    @BeforeEach
    void prepare() {
        Eventually.isTrue("the service is ready", () -> new ServiceClient(service.url()).get("/q/health/ready").status() == 200);
        models.reply("/chat/completions", ModelReply.saying("one ", "two ", "three").hangingAfter(2));
    }

    @Test
    void anAnswerWhoseDatabaseDiesAtItsBeginningIsStoredBeforeItsEndIsTold() throws IOException, InterruptedException {
        ServiceClient.Events events = ask("u-1");
        JsonNode first = events.await("a piece", event -> isOf(event, "message"));
        killDatabase();
        goOn();
        assertEquals("message_end", last(events).path("event").asText());
        assertEquals("one two three", stored("u-1", first).path("answer").asText());
    }

    @Test
    void anAnswerWhoseDatabaseDiesAtItsEndIsStoredBeforeThatIsTold() throws IOException, InterruptedException {
        ServiceClient.Events events = ask("u-2");
        JsonNode first = events.await("a piece", event -> isOf(event, "message"));
        Eventually.isTrue("the question is stored", () -> isStored("u-2", first, ""));
        killDatabase();
        goOn();
        assertEquals("message_end", last(events).path("event").asText());
        assertEquals("one two three", stored("u-2", first).path("answer").asText());
    }

    @Test
    void anAnswerThatEndsWhileTheDatabaseHangsIsStoredAfterwards() throws InterruptedException {
        ServiceClient.Events events = ask("u-3");
        JsonNode first = events.await("a piece", event -> isOf(event, "message"));
        Eventually.isTrue("the question is stored", () -> isStored("u-3", first, ""));
        try (HangingPostgres hanging = HangingPostgres.in(folder.resolve("data"))) {
            goOn();
            assertEquals("service_unavailable", last(events).path("code").asText());
        }
        Eventually.isTrue("the whole answer is stored", () -> isStored("u-3", first, "one two three"));
        assertEquals("normal", stored("u-3", first).path("status").asText());
    }

    private static ServiceClient.Events ask(String user) {
        return caller.stream("/v1/chat-messages",
                "{\"query\":\"Hi\",\"user\":\"%s\",\"response_mode\":\"streaming\"}".formatted(user));
    }

    private static void goOn() {
        models.reply("/chat/completions", ModelReply.saying("A name"));
        models.goOn();
    }

    private static JsonNode last(ServiceClient.Events events) {
        return events.await("the end", event -> isOf(event, "message_end") || isOf(event, "error"));
    }

    private static boolean isOf(JsonNode event, String kind) { return event.path("event").asText().equals(kind); }

    private static boolean isStored(String user, JsonNode event, String answer) {
        ServiceClient.Answer messages = messages(user, event);
        return messages.status() == 200 && answer.equals(messages.json().at("/data/0/answer").textValue());
    }

    private static JsonNode stored(String user, JsonNode event) {
        Eventually.isTrue("the database answers", () -> messages(user, event).status() != 503);
        return messages(user, event).expect(200).json().at("/data/0");
    }

    private static ServiceClient.Answer messages(String user, JsonNode event) {
        return caller.get("/v1/messages?user=%s&conversation_id=%s".formatted(user, event.path("conversation_id").asText()));
    }

    private static void killDatabase() throws IOException, InterruptedException {
        Path pidFile = folder.resolve("data/postgres/data/postmaster.pid");
        String postmaster = Files.readAllLines(pidFile).getFirst().strip();
        new ProcessBuilder("kill", "-KILL", postmaster).start().waitFor();
    }
}
