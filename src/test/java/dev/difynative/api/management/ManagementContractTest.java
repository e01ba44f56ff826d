package dev.difynative.api.management;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Golden;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The management surface's error bodies, whole. */
@QuarkusTest
class ManagementContractTest {
    private static final String PROBE = "/api/management/probe";
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MOST_MEGABYTES = 110;

    @TestHTTPResource URI service;

    @Test
    void whatReachesNoEndpoint() {
        check("path-unknown", given().get("/api/management/nothing"), 404);
        check("path-unknown", given().get("/api/management"), 404);
        check("method-not-allowed", given().put(PROBE), 405);
        check("method-not-allowed", given().post("/api/management/spec/openapi.json"), 405);
        check("media-type-unsupported", given().contentType(ContentType.TEXT).body("x").post(PROBE), 415);
    }

    @Test
    void bodiesThatAreNotAsTheyMustBe() {
        check("body-broken", json().body("{\"name\"").post(PROBE), 400);
        check("type-wrong", json().body("{\"name\": \"x\", \"size\": \"big\"}").post(PROBE), 400);
        check("field-missing", json().body("{}").post(PROBE), 400);
    }

    @Test
    void faultsOfAnEndpoint() {
        check("unauthorized", given().get(PROBE + "/unauthorized"), 401);
        check("forbidden", given().get(PROBE + "/forbidden"), 403);
        check("rate-limited", given().get(PROBE + "/limited"), 429);
        check("unexpected", given().get(PROBE + "/unexpected"), 500);
        check("database-gone", given().get(PROBE + "/database-gone"), 503);
    }

    @Test
    void aBodyThatIsAnnouncedToBeTooLarge() throws IOException {
        try (Socket socket = open("Content-Length: " + 200L * MEGABYTE)) {
            checkTooLarge(socket);
        }
    }

    @Test
    void aBodyThatGrowsTooLarge() throws IOException {
        try (Socket socket = open("Transfer-Encoding: chunked")) {
            byte[] spaces = new byte[MEGABYTE];
            Arrays.fill(spaces, (byte) ' ');
            for (int sent = 0; sent < MOST_MEGABYTES; sent++) {
                chunk(socket.getOutputStream(), spaces);
            }
            chunk(socket.getOutputStream(), new byte[]{' '});
            checkTooLarge(socket);
        }
    }

    private Socket open(String lengthHeader) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream().write("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                .formatted(PROBE, lengthHeader).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void chunk(OutputStream body, byte[] content) throws IOException {
        // In one piece: what comes when the server has closed the connection already makes it forget its answer.
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        chunk.writeTo(body);
    }

    private static void checkTooLarge(Socket socket) throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        Golden.assertSame("management/body-too-large", answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static RequestSpecification json() { return given().contentType(ContentType.JSON); }

    private static void check(String file, Response response, int status) {
        response.then().statusCode(status);
        Golden.assertSame("management/" + file, response.asString());
    }
}
