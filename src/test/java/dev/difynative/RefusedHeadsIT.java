package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.Certificate;
import dev.difynative.testsupport.FreePort;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** Requests to the packaged service whose first line or headers are larger than any that it reads. */
class RefusedHeadsIT {
    private static final String HEAD = "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n";

    @TempDir static Path folder;
    private static EmbeddedPostgres database;
    private static ServiceProcess service;
    private static Certificate certificate;
    private static int tlsPort;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedPostgres.in(folder.resolve("database")).withProgramsIn(Path.of("target", "test-postgres"));
        EmbeddedPostgres.Running running = database.start();
        certificate = Certificate.in(folder.resolve("certificate"));
        tlsPort = FreePort.choose();
        service = ServiceProcess.serve(Files.createDirectory(folder.resolve("service")),
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", running.jdbcUrl(), "QUARKUS_DATASOURCE_USERNAME", running.username(),
                        "QUARKUS_DATASOURCE_PASSWORD", running.password(),
                        "QUARKUS_HTTP_SSL_PORT", Integer.toString(tlsPort),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", certificate.keyStore().toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", Certificate.PASSWORD));
    }

    @AfterAll
    static void end() {
        service.close();
        database.stop();
    }

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management"})
    void anAddressOfMoreThanIsRead(String surface, String prefix) throws IOException {
        for (int kilobytes : new int[]{65, 70, 3_000}) {
            String filler = "y".repeat(kilobytes * 1024);
            check(surface + "/uri-too-long", "414", send(HEAD.formatted(prefix + "/info?x=" + filler, "")));
            check(surface + "/uri-too-long", "414", send(HEAD.formatted(prefix + "/" + filler, "")));
        }
    }

    @ParameterizedTest
    @CsvSource({"console,/console/api", "public,/v1", "public,/api", "management,/api/management"})
    void headersOfMoreThanAreRead(String surface, String prefix) throws IOException {
        for (int kilobytes : new int[]{65, 70, 3_000}) {
            check(surface + "/headers-too-large", "431",
                    send(HEAD.formatted(prefix + "/info", "Cookie: " + "c".repeat(kilobytes * 1024) + "\r\n")));
            check(surface + "/headers-too-large", "431",
                    send(HEAD.formatted(prefix + "/info", ("Cookie: " + "c".repeat(1_000) + "\r\n").repeat(kilobytes + 3))));
        }
    }

    @Test
    void aConnectionThatServedAnotherSurfaceBefore() throws IOException {
        String before = "GET /v1/info HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(before.getBytes(StandardCharsets.US_ASCII));
            byte[] first = new byte[4_096];
            assertTrue(new String(first, 0, socket.getInputStream().read(first), StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 401 "));
            check("management/uri-too-long", "414",
                    send(socket, HEAD.formatted("/api/management/" + "y".repeat(70 * 1024), "")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aConnectionWhoseTlsTheServiceEndsItself(String protocol) throws IOException {
        for (int kilobytes : new int[]{65, 3_000}) {
            check("public/uri-too-long", "414", sendByTls(protocol, HEAD.formatted("/v1/" + "y".repeat(kilobytes * 1024), "")));
            check("console/headers-too-large", "431",
                    sendByTls(protocol, HEAD.formatted("/console/api/apps", "Cookie: " + "c".repeat(kilobytes * 1024) + "\r\n")));
        }
    }

    @Test
    void theServiceGoesOn() throws IOException {
        send(HEAD.formatted("/" + "y".repeat(70 * 1024), ""));
        assertEquals(200, new ServiceClient(service.url()).get("/q/health/live").status());
    }

    private static Socket connect() throws IOException {
        URI url = URI.create(service.url());
        return new Socket(url.getHost(), url.getPort());
    }

    private static String send(String request) throws IOException {
        try (Socket socket = connect()) {
            return send(socket, request);
        }
    }

    private static String sendByTls(String protocol, String request) throws IOException {
        try (SSLSocket socket = (SSLSocket) certificate.trusting().getSocketFactory()
                .createSocket(URI.create(service.url()).getHost(), tlsPort)) {
            socket.setEnabledProtocols(new String[]{protocol});
            return send(socket, request);
        }
    }

    private static String send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void check(String file, String status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        Golden.assertSame(file, answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
