package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Certificate;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/**
 * The main path through the packaged service, jar or binary: what works on the JVM and may be missing from a native image is
 * used here once (embedded database, signed tokens, encrypted credentials, TLS to the model, each kind of event and body).
 */
class MainPathIT {
    private static final Path FOLDER = Path.of("target", "main-path").toAbsolutePath();
    private static final String CHAT = "/chat/completions";
    private static ModelServer models;
    private static ServiceProcess service;
    private static DemoWorkspace workspace;
    private static ServiceClient console;
    private static DemoWorkspace.ChatApp app;
    private static ServiceClient caller;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve("run-" + System.nanoTime()));
        Certificate certificate = Certificate.in(folder);
        models = ModelServer.start(certificate);
        service = ServiceProcess.serve(folder, Map.of("DIFY_OUTBOUND_CA_FILE", certificate.pem().toString()));
        workspace = DemoWorkspace.create(service, models);
        console = workspace.console(service);
        app = workspace.chatApp("Main path");
        caller = new ServiceClient(service.url()).as(app.key());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.terminate();
        models.close();
    }

    @BeforeEach
    void forget() {
        models.reset();
        configure("{}");
    }

    @Test
    void anAnswerOfAProviderBehindTlsIsStreamed() {
        models.reply(CHAT, ModelReply.transcript("openai/chat-hello.txt"));
        List<JsonNode> events = stream("Hi");
        assertEquals("Hello",
                events.stream().map(event -> event.path("answer").asText()).filter(text -> !text.isEmpty()).findFirst()
                        .orElseThrow());
        JsonNode end = events.getLast();
        assertEquals("message_end", end.get("event").asText());
        assertTrue(end.at("/metadata/usage/total_price").isTextual(), end.toString());
        assertTrue(end.get("conversation_id").isTextual(), end.toString());
        assertEquals("Bearer sk-test", models.lastAsked().headers().get("authorization"));
    }

    /** Virtual threads that do may sleep on in a binary: a call then waits for its database until the client gives up. */
    @Test
    void socketsAreWatchedByThreadsOfTheSystem() throws IOException {
        Path threads = Path.of("/proc", Long.toString(service.pid()), "task");
        assumeTrue(Files.isDirectory(threads), "only Linux tells the names of the threads of a process");
        caller.get("/v1/conversations?user=abc").expect(200);
        List<String> names;
        try (Stream<Path> each = Files.list(threads)) {
            names = each.map(MainPathIT::nameOf).toList();
        }
        assertTrue(names.stream().anyMatch(name -> name.endsWith("Read-Poller")), names::toString);
        assertFalse(names.contains("MasterPoller"), names::toString);
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void aBlockingAnswerHasItsUsage() {
        models.reply(CHAT, ModelReply.saying("Hel", "lo"));
        JsonNode body = ask("Hi").json();
        assertEquals("Hello", body.get("answer").asText());
        assertEquals(7, body.at("/metadata/usage/prompt_tokens").asInt());
    }

    @Test
    void tokensAreCountedHereWhenTheProviderSendsNoUsage() {
        models.reply(CHAT, ModelReply.transcript("openai/chat-no-usage.txt"));
        assertTrue(ask("Hi").json().at("/metadata/usage/total_tokens").asInt() > 0);
    }

    @Test
    void aProviderThatBreaksOffIsAnErrorEvent() {
        models.reply(CHAT, ModelReply.saying("half ", "an ", "answer").every(Duration.ofMillis(20)).breakingAfter(2));
        JsonNode error = stream("Hi").getLast();
        assertEquals("error", error.get("event").asText());
        assertEquals("completion_request_error", error.get("code").asText());
        assertEquals(400, error.get("status").asInt());
    }

    @Test
    void moderationReplacesAnAnswer() {
        configure("""
                {"sensitive_word_avoidance":{"enabled":true,"type":"keywords","config":{"keywords":"secret",
                  "inputs_config":{"enabled":false},"outputs_config":{"enabled":true,"preset_response":"Withheld."}}}}""");
        models.reply(CHAT, ModelReply.saying("the ", "secret"));
        assertTrue(stream("Hi").stream().anyMatch(event -> event.path("event").asText().equals("message_replace")
                && event.path("answer").asText().equals("Withheld.")));
    }

    @Test
    void whatWasSaidCanBeReadJudgedAndNamed() {
        models.reply(CHAT, ModelReply.saying("An answer"));
        JsonNode answer = ask("A question").json();
        String conversation = answer.get("conversation_id").asText();
        String message = answer.get("message_id").asText();
        caller.post("/v1/messages/" + message + "/feedbacks", """
                {"rating":"like","user":"u-1","content":"good"}""").expect(200);
        JsonNode listed = caller.get("/v1/messages?user=u-1&conversation_id=" + conversation).expect(200).json().at("/data/0");
        assertEquals("An answer", listed.get("answer").asText());
        assertEquals("like", listed.at("/feedback/rating").asText());
        caller.post("/v1/conversations/" + conversation + "/name", """
                {"name":"Renamed","user":"u-1"}""").expect(200);
        assertEquals("Renamed", caller.get("/v1/conversations?user=u-1").expect(200).json().at("/data/0/name").asText());
    }

    @Test
    void theFormAndTheFeaturesAreDescribed() {
        configure("""
                {"user_input_form":[{"select":{"label":"Tone","variable":"tone","required":false,"options":["warm","cool"]}}],
                 "opening_statement":"Hello"}""");
        JsonNode parameters = caller.get("/v1/parameters").expect(200).json();
        assertEquals("Hello", parameters.get("opening_statement").asText());
        assertEquals("tone", parameters.at("/user_input_form/0/select/variable").asText());
        assertNotNull(caller.get("/v1/info").expect(200).json().get("name"));
        caller.get("/v1/site").expect(200);
        caller.get("/v1/meta").expect(200);
    }

    @Test
    void faultsHaveTheBodyOfTheirSurface() {
        ServiceClient stranger = new ServiceClient(service.url());
        assertEquals("unauthorized", stranger.post("/v1/chat-messages", "{}").expect(401).json().get("code").asText());
        assertEquals("unauthorized", stranger.get("/console/api/apps").expect(401).json().get("code").asText());
        assertEquals("not_found", stranger.get("/api/management/nowhere").expect(404).json().get("error_code").asText());
        assertEquals("invalid_param", caller.post("/v1/chat-messages", "{\"query\":").expect(400).json().get("code").asText());
        assertEquals("query", caller.post("/v1/chat-messages", "{\"query\":1,\"user\":\"u\"}").expect(400).json()
                .at("/details/field").asText());
    }

    @Test
    void theConsolesListsAndProvidersAreShown() {
        assertEquals(1, console.get("/console/api/apps?name=Main").expect(200).json().get("total").asInt());
        JsonNode providers = console.get("/console/api/workspaces/current/model-providers").expect(200).json().get("data");
        assertTrue(providers.size() >= 13, providers.toString());
        assertTrue(providers.findValuesAsText("status").contains("active"));
        assertEquals("normal", console.get("/console/api/workspaces/current").expect(200).json().get("status").asText());
        console.get("/console/api/workspaces/current/default-model?model_type=llm").expect(200);
    }

    @Test
    void operationsPagesAnswerWithoutLogin() {
        ServiceClient stranger = new ServiceClient(service.url());
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/swagger-ui/",
                "/console/api/spec/swagger.json", "/api/spec/openapi.json", "/api/management/spec/openapi.json")) {
            stranger.get(path).expect(200);
        }
    }

    @Test
    void aRunIsStoppedWhileItsModelHangs() {
        models.reply(CHAT, ModelReply.saying("one ", "two ", "three").every(Duration.ofMillis(50)).hangingAfter(2));
        ServiceClient.Events events = caller.stream("/v1/chat-messages", question("Count", "streaming"));
        String task = events.await("a piece", event -> event.path("event").asText().equals("message")).get("task_id").asText();
        caller.post("/v1/chat-messages/" + task + "/stop", "{\"user\":\"u-1\"}").expect(200);
        Eventually.isTrue("the stream has ended", events::hasEnded);
        assertEquals("message_end", events.received().getLast().get("event").asText());
    }

    private static ServiceClient.Answer ask(String query) {
        return caller.post("/v1/chat-messages", question(query, "blocking")).expect(200);
    }

    private static List<JsonNode> stream(String query) {
        ServiceClient.Events events = caller.stream("/v1/chat-messages", question(query, "streaming"));
        Eventually.isTrue("the stream has ended", events::hasEnded);
        return events.received();
    }

    private static String question(String query, String mode) {
        return """
                {"inputs":{},"query":"%s","response_mode":"%s","user":"u-1","auto_generate_name":false}""".formatted(query, mode);
    }

    private static void configure(String extra) {
        String model = "{\"model\":{\"provider\":\"openai\",\"name\":\"gpt-4o-mini\",\"mode\":\"chat\",\"completion_params\":{}}";
        String rest = extra.strip().substring(1);
        console.post("/console/api/apps/" + app.id() + "/model-config", model + (rest.strip().equals("}") ? rest : "," + rest))
                .expect(200);
    }
}
