package dev.difynative.api.service.files;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.TinyImages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ServiceFileResourceTest {
    private static final byte[] TEXT = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource("/") URI service;
    @ConfigProperty(name = "dify.data-dir") Path dataDir;

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/v1"})
    void anImageIsUploadedAtBothAddresses(String base) {
        Golden.assertSame("public/file", app().call().multiPart("file", "photo.png", TinyImages.png(), "image/png")
                .formParam("user", "u1").post(base + "/files/upload").then().statusCode(201).extract().asString()
                .replaceAll("sign=[\\w.-]+", "sign=s"));
    }

    @Test
    void aNameMayHaveAnyLetters() throws IOException {
        String answer = post(app(), "multipart/form-data; boundary=b", """
                --b\r
                Content-Disposition: form-data; name="file"; filename="报告 ü.txt"\r
                Content-Type: text/plain\r
                \r
                x\r
                --b--\r
                """, 201);
        assertTrue(answer.contains("\"name\":\"报告 ü.txt\""), answer);
    }

    @Test
    void aFormWithoutAFileIsRefused() {
        app().call().multiPart("user", "u1").post("/v1/files/upload").then().statusCode(400)
                .body("code", equalTo("no_file_uploaded"));
    }

    @Test
    void twoFilesAreTooMany() {
        app().call().multiPart("file", "a.txt", TEXT, "text/plain").multiPart("file", "b.txt", TEXT, "text/plain")
                .post("/v1/files/upload").then().statusCode(400).body("code", equalTo("too_many_files"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "form-data; name=\"file\"; filename=\"\"|text/plain|400|filename_not_exists_error",
            "form-data; name=\"file\"|text/plain|400|filename_not_exists_error",
            "form-data; name=\"file\"; filename=\"a.txt\"||415|unsupported_file_type",
            "form-data; name=\"file\"; filename=\"../a.txt\"|text/plain|400|invalid_param",
            "form-data; name=\"file\"; filename=\"a.png\"|image/png|415|unsupported_file_type"})
    void eachFaultOfAFileHasItsCode(String disposition, String type, int status, String code) throws IOException {
        String header = type == null ? "" : "Content-Type: " + type + "\r\n";
        String answer = post(app(), "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: " + disposition + "\r\n" + header + "\r\nx\r\n--b--\r\n", status);
        assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
    }

    @Test
    void whatIsNoFormIsRefused() throws IOException {
        assertTrue(post(app(), "application/json", "{}", 415).contains("unsupported_media_type"));
        assertTrue(post(app(), "multipart/form-data; boundary=b", "nonsense", 400).contains("\"code\":\"invalid_param\""));
        assertTrue(post(app(), "multipart/form-data", "nonsense", 400).contains("\"code\":\"no_file_uploaded\""));
    }

    @Test
    void anImageOverItsLimitIsTooLargeAndLeavesNothing() {
        SampleApp app = app();
        byte[] image = new byte[15 * MEGABYTE + 1];
        System.arraycopy(TinyImages.png(), 0, image, 0, TinyImages.png().length);
        long before = countFiles();
        Golden.assertSame("public/file-too-large", client(app)
                .upload("/v1/files/upload", "a.png", "image/png", image, Map.of()).expect(413).response().body());
        // The framework's temporary file goes when the exchange has ended.
        Eventually.isTrue("the upload is deleted", () -> countFiles() == before);
    }

    @Test
    void aLargeDocumentIsTakenWhole() {
        SampleApp app = app();
        byte[] content = new byte[30 * MEGABYTE];
        java.util.Arrays.fill(content, (byte) 'x');
        content[content.length - 1] = 'y';
        JsonNode file = client(app).upload("/v1/files/upload", "a.txt", "text/plain", content, Map.of("user", "u1")).expect(201)
                .json();
        assertEquals(content.length, file.get("size").asInt());
        String id = file.get("id").asText();
        assertArrayEquals(content, app.call().get("/v1/files/{id}/preview?user=u1", id).then().statusCode(200).extract()
                .asByteArray());
    }

    @Test
    void aBodyOverEveryLimitIsRefusedBeforeItIsSent() throws IOException {
        String answer;
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write("""
                    POST /v1/files/upload HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=b\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    --b\r
                    """.formatted(app().key(), 200L * MEGABYTE).getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("\"code\":\"file_too_large\""), answer);
    }

    @Test
    void aBodyThatGrowsOverEveryLimitIsRefused() throws IOException {
        HttpURLConnection connection = open(app(), "multipart/form-data; boundary=b");
        connection.setChunkedStreamingMode(MEGABYTE);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 111; i++) {
                body.write(new byte[MEGABYTE]);
            }
        } catch (IOException closedByServer) {
            // It need not read what it has refused.
        }
        assertEquals(413, connection.getResponseCode());
        Golden.assertSame("public/body-too-large",
                new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void anUploadNeedsAKey() {
        RestAssured.given().multiPart("file", "a.txt", TEXT, "text/plain").post("/v1/files/upload").then()
                .statusCode(401).body("code", equalTo("unauthorized"));
    }

    @Test
    void anUploaderSeesHisFile() {
        SampleApp app = app();
        ValidatableResponse answer = app.call().get("/v1/files/{id}/preview?user=u1", upload(app, "a.txt", "text/plain")).then();
        answer.statusCode(200).header("Content-Type", "text/plain").header("Content-Length", "10")
                .header("Cache-Control", "public, max-age=3600").header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", nullValue()).body(equalTo("0123456789"));
    }

    @Test
    void anAttachmentKeepsItsName() {
        SampleApp app = app();
        app.call().get("/v1/files/{id}/preview?user=u1&as_attachment=true", upload(app, "a b.txt", "text/plain")).then()
                .statusCode(200).header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", "attachment; filename*=UTF-8''a%20b.txt");
    }

    @ParameterizedTest
    @CsvSource({"a.html,text/plain", "a.txt,text/html", "a.svg,image/svg+xml", "a.SVG,text/plain", "a.bin,application/xhtml+xml"})
    void aPageIsAlwaysADownload(String name, String type) {
        SampleApp app = app();
        app.call().get("/v1/files/{id}/preview?user=u1", upload(app, name, type)).then().statusCode(200)
                .header("Content-Type", "application/octet-stream").header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    }

    @Test
    void soundIsSentInPieces() {
        SampleApp app = app();
        String id = upload(app, "a.mp3", "audio/mpeg");
        app.call().get("/v1/files/{id}/preview?user=u1", id).then().statusCode(200).header("Accept-Ranges", "bytes");
        app.call().header("Range", "bytes=2-4").get("/v1/files/{id}/preview?user=u1", id).then().statusCode(206)
                .header("Content-Range", "bytes 2-4/10").header("Content-Length", "3").body(equalTo("234"));
        app.call().header("Range", "bytes=10-").get("/v1/files/{id}/preview?user=u1", id).then().statusCode(416)
                .header("Content-Range", "bytes */10");
    }

    @Test
    void aFileIsSeenWithoutAUserOnceItCameWithAMessage() {
        SampleApp app = app();
        String id = upload(app, "a.txt", "text/plain");
        app.call().get("/v1/files/{id}/preview", id).then().statusCode(403).body("code", equalTo("file_access_denied"));
        UUID message = UUID.fromString(app.ask("u1", "q", "").extract().path("message_id"));
        Rows.insert("""
                INSERT INTO message_files (id, tenant_id, message_id, type, transfer_method, upload_file_id, belongs_to, created_at)
                VALUES (?, ?, ?, 'document', 'local_file', ?, 'user', now())""", UUID.randomUUID(), app.tenantId(), message,
                UUID.fromString(id));
        app.call().get("/v1/files/{id}/preview", id).then().statusCode(200).body(equalTo("0123456789"));
        app.call().get("/v1/files/{id}/preview?user=u2", id).then().statusCode(403);
    }

    @Test
    void aFileOfAnotherAppIsNotFound() {
        SampleApp app = app();
        String id = upload(app, "a.txt", "text/plain");
        SampleApp other = SampleApp.inTenant(app.tenantId(), "chat", "{}");
        other.call().get("/v1/files/{id}/preview?user=u1", id).then().statusCode(404).body("code", equalTo("file_not_found"));
        app.call().get("/v1/files/nonsense/preview?user=u1").then().statusCode(404).body("code", equalTo("file_not_found"));
    }

    private static SampleApp app() { return SampleApp.of("chat", ""); }

    private static String upload(SampleApp app, String name, String type) {
        return app.call().multiPart("file", name, TEXT, type).formParam("user", "u1").post("/v1/files/upload").then()
                .statusCode(201).extract().path("id");
    }

    private String post(SampleApp app, String contentType, String body, int status) throws IOException {
        HttpURLConnection connection = open(app, contentType);
        try (OutputStream output = connection.getOutputStream()) {
            output.write(body.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(status, connection.getResponseCode());
        try (var answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            answer.transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private ServiceClient client(SampleApp app) {
        return new ServiceClient(service.resolve("/").toString().replaceAll("/$", "")).as(app.key());
    }

    private HttpURLConnection open(SampleApp app, String contentType) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) service.resolve("/v1/files/upload").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + app.key());
        connection.setRequestProperty("Content-Type", contentType);
        return connection;
    }

    private long countFiles() {
        try (Stream<Path> all = Files.walk(Files.createDirectories(dataDir.resolve("files")))) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
