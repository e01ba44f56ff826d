package dev.difynative.api.console.extensions;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.difynative.apps.extension.ApiBasedExtensions;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.workspace.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleExtensionResourceTest {
    private static final String EXTENSIONS = "/console/api/api-based-extension";
    private static final String KEY = "secret-key-of-acme";
    private static HttpServer server;
    private static String lastQuestion;

    @Inject Members members;
    @Inject ApiBasedExtensions extensions;
    @Inject EntityManager database;
    private Member owner;

    @BeforeAll
    static void startTheService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ok", exchange -> {
            lastQuestion = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 403, "{\"result\": \"pong\"}");
        });
        server.createContext("/other", exchange -> answer(exchange, 200, "{\"result\": \"hello\"}"));
        server.createContext("/html", exchange -> answer(exchange, 200, "<html>"));
        server.start();
    }

    @AfterAll
    static void stopTheService() { server.stop(0); }

    @BeforeEach
    void signIn() { owner = members.owner(); }

    @Test
    void anExtensionThatAnswersThePingIsKeptAndItsKeyMasked() {
        String id = create("Weather", "/ok", KEY);
        assertEquals("{\"point\":\"ping\",\"params\":{}}", lastQuestion);
        owner.request().get(EXTENSIONS).then().statusCode(200).body("id", contains(id))
                .body("[0].api_key", equalTo("sec******cme")).body("[0].api_endpoint", equalTo(url("/ok")));
        assertEquals(new ApiBasedExtensions.Endpoint(url("/ok"), KEY), extensions.find(owner.tenantId(), id).orElseThrow());
    }

    @Test
    void theKeyIsNotInTheDatabase() {
        String id = create("Weather", "/ok", KEY);
        String stored = QuarkusTransaction.requiringNew().call(() -> (String) database
                .createNativeQuery("select sealed_api_key from api_based_extensions where id = ?1", String.class)
                .setParameter(1, UUID.fromString(id)).getSingleResult());
        assertTrue(!stored.contains(KEY));
    }

    @ParameterizedTest
    @CsvSource({"/other,ping", "/html,ping", "/missing,ping"})
    void oneThatAnswersOtherwiseIsRefused(String path, String rule) {
        save("Weather", url(path), KEY).then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo("api_endpoint")).body("details.type", equalTo(rule));
        owner.request().get(EXTENSIONS).then().body("", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:1/", "http://169.254.169.254/latest", "http://no-such-host.invalid/"})
    void oneThatCannotOrMayNotBeReachedIsRefused(String url) {
        save("Weather", url, KEY).then().statusCode(400).body("details.field", equalTo("api_endpoint"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|http://h/|12345|name", "Name|ftp://h/|12345|api_endpoint",
            "Name|http://h/|1234|api_key"})
    void whatAnExtensionCannotBeIsRefusedByName(String name, String url, String key, String field) {
        save(name, url, key).then().statusCode(400).body("details.field", equalTo(field));
    }

    @Test
    void aKeyThatIsSentBackMaskedStaysTheSame() {
        String id = create("Weather", "/ok", KEY);
        owner.request().body(Map.of("name", "Sun", "api_endpoint", url("/ok"), "api_key", "sec******cme"))
                .post(EXTENSIONS + "/" + id).then().statusCode(200).body("name", equalTo("Sun"));
        assertEquals(KEY, extensions.find(owner.tenantId(), id).orElseThrow().apiKey());
    }

    @Test
    void aNameIsTakenOnce() {
        create("Weather", "/ok", KEY);
        save("Weather", url("/ok"), KEY).then().statusCode(400).body("details.field", equalTo("name"));
    }

    @Test
    void aDeletedExtensionIsGone() {
        String id = create("Weather", "/ok", KEY);
        owner.request().delete(EXTENSIONS + "/" + id).then().statusCode(200).body("result", equalTo("success"));
        owner.request().get(EXTENSIONS + "/" + id).then().statusCode(404).body("code", equalTo("not_found"));
        assertTrue(extensions.find(owner.tenantId(), id).isEmpty());
        assertTrue(extensions.find(owner.tenantId(), "no id").isEmpty());
    }

    @Test
    void anExtensionIsSeenByMembersChangedByAdministratorsAndHiddenFromOthers() {
        String id = create("Weather", "/ok", KEY);
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        editor.request().get(EXTENSIONS + "/" + id).then().statusCode(200);
        editor.request().delete(EXTENSIONS + "/" + id).then().statusCode(403);
        members.owner().request().get(EXTENSIONS + "/" + id).then().statusCode(404);
        members.owner().request().delete(EXTENSIONS + "/" + id).then().statusCode(404);
    }

    private String create(String name, String path, String key) {
        return save(name, url(path), key).then().statusCode(201).extract().path("id");
    }

    private io.restassured.response.Response save(String name, String url, String key) {
        return owner.request().body(Map.of("name", name, "api_endpoint", url, "api_key", key)).post(EXTENSIONS);
    }

    private static String url(String path) { return "http://127.0.0.1:" + server.getAddress().getPort() + path; }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
