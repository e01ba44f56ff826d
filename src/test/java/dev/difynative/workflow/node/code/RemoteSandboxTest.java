package dev.difynative.workflow.node.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.net.OutboundClients;
import dev.difynative.testsupport.Configs;
import dev.difynative.workflow.node.NodeFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** Code in a service that speaks Dify's sandbox protocol; the stand-in prints what a test says the program has printed. */
class RemoteSandboxTest {
    private static final Pattern MARK = Pattern.compile("<<RESULT-[0-9a-f-]+>>");
    private static final AtomicReference<Function<JsonNode, String>> ANSWER = new AtomicReference<>();
    private static final AtomicReference<String> KEY = new AtomicReference<>();
    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            KEY.set(request.getHeader("X-Api-Key"));
            String answer = request.path().equals("/v1/sandbox/run")
                    ? ANSWER.get().apply(CodeSandboxes.json(body.toString()))
                    : null;
            request.response().setStatusCode(answer == null ? 404 : 200).end(answer == null ? "" : answer);
        })).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private static CodeRunner runner(String path) {
        CodeConfig config = Configs.of(CodeConfig.class, Map.of("dify.code.remote.url",
                "http://127.0.0.1:" + server.actualPort() + path, "dify.code.remote.api-key", "k", "dify.code.remote.network",
                "true"));
        return new CodeRunner(config, new PythonSandbox(config, CodeSandboxes.JSON), new JavaScriptSandbox(config,
                CodeSandboxes.JSON), new RemoteSandbox(config, OutboundClients.with(vertx, Map.of()), CodeSandboxes.JSON));
    }

    private static JsonNode run(CodeLanguage language, String code) throws InterruptedException {
        return runner("/").run(language, CodeSandboxes.task(code, Map.of("n", 2), 60));
    }

    /** What a program prints around its result. */
    private static String printed(JsonNode asked, String before, String result) {
        Matcher mark = MARK.matcher(asked.path("code").asText());
        assertTrue(mark.find());
        return CodeSandboxes.JSON.createObjectNode().put("code", 0).put("message", "success")
                .set("data", CodeSandboxes.JSON.createObjectNode().put("error", "").put("stdout",
                        before + mark.group() + result + mark.group() + "\n"))
                .toString();
    }

    @Test
    void theServiceIsSentAProgramWhoseOutputHoldsTheResult() throws InterruptedException {
        AtomicReference<JsonNode> asked = new AtomicReference<>();
        ANSWER.set(request -> {
            asked.set(request);
            return printed(request, "chatter\n", "{\"x\": 4}");
        });
        assertEquals("{\"x\":4}", run(CodeLanguage.PYTHON, "def main(n):\n    return {'x': n * 2}").toString());
        assertEquals("python3 true k",
                asked.get().path("language").asText() + " " + asked.get().path("enable_network") + " " + KEY.get());
        assertTrue(asked.get().path("code").asText().startsWith("def main(n):"));
        // The inputs travel encoded, so that nothing in them can become code.
        assertFalse(asked.get().path("code").asText().contains("\"n\":2"));
        run(CodeLanguage.JAVASCRIPT, "function main({n}) { return {x: n * 2} }");
        assertEquals("nodejs", asked.get().path("language").asText());
    }

    @Test
    void whatGoesWrongIsToldInTheServicesWords() {
        ANSWER.set(request -> "{\"code\":-400,\"message\":\"unsupported language\",\"data\":null}");
        assertEquals("The sandbox service refused the code: unsupported language", fault());
        ANSWER.set(request -> "{\"code\":0,\"message\":\"success\",\"data\":{\"error\":\"Traceback: boom\\n\",\"stdout\":\"\"}}");
        assertEquals("Traceback: boom", fault());
        ANSWER.set(request -> "{\"code\":0,\"data\":{\"error\":\"\",\"stdout\":\"hello\"}}");
        assertEquals("The code ended without a result", fault());
        ANSWER.set(request -> "<html>");
        assertEquals("The sandbox service's answer is not readable", fault());
        assertEquals("The sandbox service answered with status 404", assertThrows(NodeFailure.class,
                () -> runner("/elsewhere").run(CodeLanguage.PYTHON, CodeSandboxes.task("", Map.of(), 60))).getMessage());
    }

    private static String fault() {
        return assertThrows(NodeFailure.class, () -> run(CodeLanguage.PYTHON, "def main(n): pass")).getMessage();
    }
}
