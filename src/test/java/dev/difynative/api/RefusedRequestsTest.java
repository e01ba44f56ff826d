package dev.difynative.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.testsupport.Golden;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Requests that are refused before anybody looks for an endpoint: they too get the body of their surface. */
@QuarkusTest
class RefusedRequestsTest {
    @TestHTTPResource URI service;

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management"})
    void aBrokenEscapeInThePath(String surface, String prefix) throws IOException {
        check(surface + "/path-malformed", "400", send(prefix + "/%zz", ""));
        check(surface + "/path-malformed", "400", send(prefix + "/apps/%f", ""));
        check(surface + "/path-malformed", "400", send(prefix + "/info?user=%zz", ""));
    }

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management"})
    void anAddressOfMoreThanEightKilobytes(String surface, String prefix) throws IOException {
        check(surface + "/uri-too-long", "414", send(prefix + "/info?x=" + "y".repeat(8 * 1024), ""));
        check(surface + "/uri-too-long", "414", send(prefix + "/" + "y".repeat(60 * 1024), ""));
    }

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management"})
    void headersOfMoreThanTwentyKilobytes(String surface, String prefix) throws IOException {
        String cookies = ("Cookie: " + "c".repeat(4_000) + "\r\n").repeat(6);
        check(surface + "/headers-too-large", "431", send(prefix + "/info", cookies));
    }

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management", "public,/q", "public,/mcp"})
    void aRequestWithoutAHostThatMakesSense(String surface, String prefix) throws IOException {
        String target = "GET " + prefix + "/parameters HTTP/1.1\r\n%sConnection: close\r\n\r\n";
        check(surface + "/path-malformed", "400", send(target.formatted("")));
        for (String host : List.of("a b", "x:99999", "x:notaport", "[::1", "a/b")) {
            check(surface + "/path-malformed", "400", send(target.formatted("Host: " + host + "\r\n")));
        }
    }

    private String send(String target, String headers) throws IOException {
        return send("GET %s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n".formatted(target, headers));
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void check(String file, String status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        Golden.assertSame(file, answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
