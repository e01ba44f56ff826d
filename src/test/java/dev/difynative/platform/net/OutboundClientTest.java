package dev.difynative.platform.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

class OutboundClientTest {
    private static Vertx vertx;
    private static HttpServer server;
    private static HttpServer other;
    private static OutboundClient client;
    private static final int CROWD = 300;
    private static final Queue<HttpServerRequest> TOGETHER = new ConcurrentLinkedQueue<>();
    private static final AtomicReference<HttpServerRequest> LAST = new AtomicReference<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = listening();
        other = listening();
        client = OutboundClients.with(vertx, Map.of());
    }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private static HttpServer listening() {
        return vertx.createHttpServer().requestHandler(OutboundClientTest::answer).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
    }

    private static void answer(HttpServerRequest request) {
        LAST.set(request);
        switch (request.path()) {
            case "/loop" -> request.response().setStatusCode(302).putHeader("location", "/loop").end();
            case "/away" -> request.response().setStatusCode(307)
                    .putHeader("location", "http://127.0.0.1:" + other.actualPort() + "/got").end();
            case "/see" -> request.response().setStatusCode(303).putHeader("location", "got").end();
            case "/metadata" ->
                request.response().setStatusCode(302).putHeader("location", "http://169.254.169.254/latest").end();
            case "/large" -> request.response().end("x".repeat(2000));
            case "/never" -> {
            }
            case "/together" -> {
                TOGETHER.add(request);
                if (TOGETHER.size() == CROWD) {
                    TOGETHER.forEach(one -> one.response().end("all"));
                }
            }
            default -> request.bodyHandler(body -> request.response().end(request.method() + " " + body));
        }
    }

    private static String url(String path) { return "http://127.0.0.1:" + server.actualPort() + path; }

    private static OutboundRequest post(String path) {
        return OutboundRequest.postJson(OutboundPolicy.ADMIN, url(path), Map.of("authorization", "Bearer secret"),
                Buffer.buffer("{}"));
    }

    private static OutboundError error(OutboundRequest request) {
        return (OutboundError) assertThrows(Failure.class, () -> client.sendAndWait(request)).code();
    }

    @Test
    void anAnswerIsReadWhole() {
        OutboundResponse response = client.sendAndWait(post("/any?x=1"));
        assertEquals(200, response.status());
        assertEquals("POST {}", response.text());
        assertEquals("127.0.0.1:" + server.actualPort(), LAST.get().getHeader("host"));
    }

    @Test
    void manyRequestsWaitAtOnceForOneHost() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = Collections.nCopies(CROWD, () -> client.sendAndWait(post("/together")).text());
            for (Future<String> answer : callers.invokeAll(calls, Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertEquals("all", answer.get());
            }
        }
    }

    @Test
    void redirectsAreFollowedAndCredentialsStayAtHome() {
        assertEquals("POST {}", client.sendAndWait(post("/away")).text());
        assertNull(LAST.get().getHeader("authorization"));
        assertEquals("GET ", client.sendAndWait(post("/see")).text());
        assertEquals("Bearer secret", LAST.get().getHeader("authorization"));
    }

    @Test
    void eachHopIsChecked() {
        assertEquals(OutboundError.ADDRESS_BLOCKED, error(OutboundRequest.get(OutboundPolicy.ADMIN, url("/metadata"))));
        assertEquals(OutboundError.TOO_MANY_REDIRECTS, error(OutboundRequest.get(OutboundPolicy.ADMIN, url("/loop"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://2130706433:1/", "http://127.1:1/",
            "http://[::1]:1/",
            "http://[::ffff:127.0.0.1]:1/", "http://0.0.0.0:1/"})
    void everySpellingOfThisMachineIsBlockedForUsers(String url) {
        assertEquals(OutboundError.ADDRESS_BLOCKED, error(OutboundRequest.get(OutboundPolicy.UNTRUSTED, url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "file:///etc/passwd", "example.com", "http://", "http://user:pw@example.com/",
            "http://a b/",
            "http://a:99999/"})
    void onlyHttpUrlsAreCalled(String url) {
        assertEquals(OutboundError.INVALID_URL, assertThrows(Failure.class, () -> Target.parse(url)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer secret\nx", "Bearer secret\r\n x", "secret\u0001", "secret\u007F", "secret\u0000"})
    void aControlCharacterInAHeaderIsToldAtOnceWithoutItsValue(String value) {
        Failure refused = refused("authorization", value);
        assertEquals(OutboundError.INVALID_HEADER, refused.code());
        assertTrue(refused.getMessage().contains("'authorization'"), refused.getMessage());
        assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Key", "X-Key\n", "X:Key", "Schlüssel", ""})
    void whatCannotBeTheNameOfAHeaderIsToldAtOnce(String name) {
        assertEquals(OutboundError.INVALID_HEADER, refused(name, "secret").code());
    }

    private static Failure refused(String name, String value) {
        OutboundRequest request = OutboundRequest.postJson(OutboundPolicy.ADMIN, url("/any"), Map.of(name, value),
                Buffer.buffer("{}"));
        return assertTimeout(Duration.ofSeconds(10), () -> assertThrows(Failure.class, () -> client.sendAndWait(request)));
    }

    @Test
    void headersHoldAnyText() {
        client.sendAndWait(OutboundRequest.postJson(OutboundPolicy.ADMIN, url("/any"), Map.of("x-any.1", "a\tb \u00E9"),
                Buffer.buffer("{}")));
        assertEquals("a\tb \u00E9", LAST.get().getHeader("x-any.1"));
    }

    @Test
    void namesOfContainersAreHosts() {
        assertEquals(new Target(false, "model_server", 8000, "/v1?x=%20"), Target.parse(" http://model_server:8000/v1?x=%20 "));
        assertEquals("https://[::1]:8443/", Target.parse("https://[::1]:8443").toString());
    }

    @Test
    void sizesAndTimesAreBounded() {
        OutboundRequest.Options small = new OutboundRequest.Options(Eventually.PATIENCE, 1000, 5);
        assertEquals(OutboundError.RESPONSE_TOO_LARGE,
                error(OutboundRequest.get(OutboundPolicy.ADMIN, url("/large")).with(small)));
        OutboundRequest.Options quick = new OutboundRequest.Options(Duration.ofMillis(100), 1000, 5);
        assertEquals(OutboundError.TIMED_OUT, error(OutboundRequest.get(OutboundPolicy.ADMIN, url("/never")).with(quick)));
        assertEquals(OutboundError.UNREACHABLE, error(OutboundRequest.get(OutboundPolicy.ADMIN, "http://127.0.0.1:1/")));
    }
}
