package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;
import dev.difynative.testsupport.TraceCollector;
import dev.difynative.testsupport.TraceCollector.Span;

/** The packaged service with a collector of traces, over both protocols that one may speak, and when it is gone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracesIT {
    private static final String ENDPOINT = "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String CHAT = "/v1/chat-messages";
    private static final String MODEL_CALL = "/chat/completions";
    /** Less than a connection or an answer is waited for, and enough for a busy machine. */
    private static final Duration BRIEFLY = Duration.ofSeconds(20);
    @TempDir private static Path folder;
    private static TraceCollector collector;
    private static ModelServer models;
    private static ServiceProcess service;
    private static DemoWorkspace workspace;
    private static DemoWorkspace.ChatApp app;

    @BeforeAll
    static void start() {
        collector = TraceCollector.start();
        models = ModelServer.start();
        service = traced(Map.of());
        workspace = DemoWorkspace.create(service, models);
        app = workspace.chatApp("Traced");
    }

    @AfterAll
    static void end() throws InterruptedException {
        service.terminate();
        models.close();
        collector.close();
    }

    @BeforeEach
    void forget() {
        models.reset();
        collector.forget();
    }

    private static ServiceProcess traced(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, collector.url(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100MS", "DIFY_OUTBOUND_ALLOWED_HOSTS", "localhost"));
        environment.putAll(more);
        return ServiceProcess.serve(folder, environment);
    }

    @Test
    @Order(1)
    void aRequestTheCallOfItsModelAndTheConnectionOfThatAreOneTrace() {
        ServiceClient.Answer answer = ask("blocking");
        Span request = awaitRequest(CHAT);
        Span model = await("chat gpt-4o-mini", request);
        Span connection = await("POST", model);
        assertEquals(List.of("SERVER", "CLIENT", "CLIENT"), List.of(request.kind(), model.kind(), connection.kind()));
        assertEquals("dify-native", request.service());
        assertEquals("200", request.attributes().get("http.response.status_code"));
        assertEquals(answer.header("X-Request-Id"), request.attributes().get("dify.request.id"));
        assertEquals(workspace.tenantId(service), request.attributes().get("dify.tenant.id"));
        assertEquals("openai", model.attributes().get("gen_ai.provider.name"));
        assertEquals(answer.json().at("/metadata/usage/prompt_tokens").asText(),
                model.attributes().get("gen_ai.usage.input_tokens"));
        assertEquals("00-" + request.trace() + "-" + connection.id() + "-01",
                models.asked().getFirst().headers().get("traceparent"));
        assertEquals(List.of(TraceCollector.GRPC), collector.paths().stream().distinct().toList());
    }

    @Test
    @Order(1)
    void aStreamIsOneTraceUntilItsEnd() {
        models.reply(MODEL_CALL, ModelReply.saying("One ", "two"));
        ServiceClient.Events events = caller().stream(CHAT, question("streaming"));
        events.await("the end", event -> event.path("event").asText().equals("message_end"));
        Span model = await("chat gpt-4o-mini", awaitRequest(CHAT));
        assertEquals("2", model.attributes().get("gen_ai.usage.output_tokens"));
        assertTrue(Double.parseDouble(model.attributes().get("gen_ai.response.time_to_first_chunk")) > 0);
    }

    @Test
    @Order(1)
    void theTraceOfTheCallerIsGoneOnWithAndNothingElseThatItHandsOn() throws IOException, InterruptedException {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + CHAT))
                .header("Authorization", "Bearer " + app.key()).header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01").header("baggage", "session=s3cret")
                .POST(HttpRequest.BodyPublishers.ofString(question("blocking"))).build();
        assertEquals(200, HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        Span seen = awaitRequest(CHAT);
        assertEquals(List.of(trace, "b7ad6b7169203331"), List.of(seen.trace(), seen.parent()));
        Map<String, String> sentOn = models.lastAsked().headers();
        assertTrue(sentOn.get("traceparent").contains(trace), sentOn.toString());
        assertNull(sentOn.get("baggage"));
    }

    @Test
    @Order(1)
    void aProviderThatRefusesIsAFailedSpanWithoutItsWords() {
        models.reply(MODEL_CALL, ModelReply.of(401, "application/json", "{\"error\":{\"message\":\"Not with sk-test\"}}"));
        caller().post(CHAT, question("blocking")).expect(400);
        Span model = await("chat gpt-4o-mini", awaitRequest(CHAT));
        assertEquals("ERROR", model.status());
        assertEquals("completion_request_error", model.attributes().get("error.type"));
        assertFalse(collector.spans().toString().contains("sk-test"), collector.spans().toString());
    }

    @Test
    @Order(1)
    void aCallThatIsTriedAgainStaysInItsTrace() {
        models.reply(MODEL_CALL, ModelReply.of(503, "text/plain", "busy s3cret"), ModelReply.saying("Now").breakingAfter(0),
                ModelReply.saying("Yes"));
        ask("blocking");
        Span model = await("chat gpt-4o-mini", awaitRequest(CHAT));
        Eventually.isTrue("three connections below it", () -> collector.spans().stream()
                .filter(span -> span.name().equals("POST") && span.parent().equals(model.id())).count() == 3);
        assertFalse(collector.spans().toString().contains("s3cret"), collector.spans().toString());
    }

    @Test
    @Order(1)
    void theNodesOfAWorkflowAreBelowItsRunAndWhatTheyCallIsBelowThem() {
        String run = runWorkflow().path("workflow_run_id").asText();
        Span workflow = await("workflow", awaitRequest("/v1/workflows/run"));
        assertEquals(run, workflow.attributes().get("dify.workflow_run.id"));
        assertEquals("succeeded", workflow.attributes().get("dify.workflow_run.status"));
        await("node start", workflow);
        Span called = await("GET", await("node http-request", await("node iteration", workflow)));
        assertEquals("http://localhost:" + models.port(), called.attributes().get("url.full"));
        assertFalse(collector.spans().toString().contains("s3cret"), collector.spans().toString());
    }

    @Test
    @Order(1)
    void whatIsAsGoodAsAKeyIsLeftOutOfAddresses() {
        new ServiceClient(service.url()).get("/files/" + app.id() + "/file-preview?sign=s3cret&timestamp=1").expect(404);
        new ServiceClient(service.url()).get("/form/s3cret-token");
        awaitRequest("/form/REDACTED");
        collector.await("a query", span -> "REDACTED".equals(span.attributes().get("url.query")));
        assertFalse(collector.spans().toString().contains("s3cret"), collector.spans().toString());
    }

    @Test
    @Order(2)
    void aCollectorMaySpeakPlainHttpToo() throws InterruptedException {
        service.terminate();
        collector.forget();
        service = traced(Map.of("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        ask("blocking");
        await("chat gpt-4o-mini", awaitRequest(CHAT));
        assertEquals(List.of("/v1/traces"), collector.paths().stream().distinct().toList());
    }

    @Test
    @Order(3)
    void aCollectorThatIsGoneHoldsNothingUp() {
        collector.close();
        assertTimeoutPreemptively(BRIEFLY, TracesIT::askAndEnd);
        assertTrue(service.output().contains("Failed to export"), service.output());
        collector = TraceCollector.start();
    }

    @Test
    @Order(4)
    void aCollectorThatDoesNotAnswerHoldsNothingUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            service = traced(Map.of(ENDPOINT, "http://127.0.0.1:" + silent.getLocalPort()));
            assertTimeoutPreemptively(BRIEFLY, TracesIT::askAndEnd);
        }
    }

    private static void askAndEnd() throws InterruptedException {
        for (int call = 0; call < 20; call++) {
            ask("blocking");
        }
        assertEquals(143, service.terminate());
    }

    @Test
    @Order(5)
    void withoutACollectorNothingIsTraced() {
        service = ServiceProcess.serve(folder, Map.of());
        ask("blocking");
        assertNull(models.lastAsked().headers().get("traceparent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    @Order(5)
    void anAddressThatIsNoneIsRefusedWithASentence(String disabled) {
        ServiceProcess.Outcome refused = ServiceProcess.run(folder,
                Map.of(ENDPOINT, "collector:4317", "QUARKUS_OTEL_SDK_DISABLED", disabled));
        assertEquals(1, refused.exitCode());
        assertTrue(refused.output().contains(ENDPOINT + " must be of the form http://host:4317"), refused.output());
    }

    @Test
    @Order(6)
    void tracesCanBeSwitchedOffAlthoughThereIsACollector() throws InterruptedException {
        service.terminate();
        service = traced(Map.of("QUARKUS_OTEL_SDK_DISABLED", "true"));
        ask("blocking");
        assertNull(models.lastAsked().headers().get("traceparent"));
    }

    private static ServiceClient caller() { return new ServiceClient(service.url()).as(app.key()); }

    private static ServiceClient.Answer ask(String mode) { return caller().post(CHAT, question(mode)).expect(200); }

    private static String question(String mode) {
        return "{\"query\":\"Hi\",\"inputs\":{},\"user\":\"u\",\"auto_generate_name\":false,\"response_mode\":\"%s\"}"
                .formatted(mode);
    }

    private static Span awaitRequest(String path) {
        return collector.await("a request of " + path, span -> span.kind().equals("SERVER")
                && path.equals(span.attributes().get("url.path")));
    }

    private static Span await(String name, Span parent) {
        return collector.await(name + " below " + parent.name(), span -> span.name().equals(name)
                && span.parent().equals(parent.id()) && span.trace().equals(parent.trace()));
    }

    /** Its body asks another server, with a secret in the address. */
    private static JsonNode runWorkflow() {
        ServiceClient console = workspace.console(service);
        String id = console.post("/console/api/apps", "{\"name\":\"Nodes\",\"mode\":\"workflow\"}").expect(201).json()
                .path("id").asText();
        console.post("/console/api/apps/" + id + "/workflows/draft", """
                {"force":true,"graph":{"nodes":[
                  {"id":"s","data":{"type":"start","title":"Start","variables":[]}},
                  {"id":"c","data":{"type":"code","title":"List","code_language":"javascript","variables":[],
                    "code":"function main() { return {list: ['a']} }","outputs":{"list":{"type":"array[string]"}}}},
                  {"id":"i","data":{"type":"iteration","title":"Each","iterator_selector":["c","list"],
                    "output_selector":["h","body"],"output_type":"array[string]","start_node_id":"is"}},
                  {"id":"is","parentId":"i","data":{"type":"iteration-start","title":"","isInIteration":true,"iteration_id":"i"}},
                  {"id":"h","parentId":"i","data":{"type":"http-request","title":"Ask","method":"get","headers":"","params":"",
                    "isInIteration":true,"iteration_id":"i","url":"http://localhost:%d/hooks/s3cret?key=s3cret",
                    "authorization":{"type":"no-auth"},"body":{"type":"none"}}},
                  {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"o","value_selector":["i","output"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"c"},{"id":"2","source":"c","target":"i"},
                  {"id":"3","source":"is","target":"h"},{"id":"4","source":"i","target":"e"}]}}""".formatted(models.port()))
                .expect(200);
        console.post("/console/api/apps/" + id + "/workflows/publish", "").expect(200);
        String key = console.post("/console/api/apps/" + id + "/api-keys", "{}").expect(201).json().path("token").asText();
        return new ServiceClient(service.url()).as(key).post("/v1/workflows/run", "{\"inputs\":{},\"user\":\"u\"}").expect(200)
                .json();
    }
}
