package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body whose length nobody announces, and which is too long. */
@ExtendWith(Served.Resolver.class)
class LargeBodiesIT {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat-messages", "/api/completion-messages", "/v1/workflows/run", "/v1/conversations/x/name",
            "/console/api/login"})
    void isRefusedInTheWordsOfItsSurface(String path, Served served) throws IOException, InterruptedException {
        byte[] blanks = new byte[Served.LARGEST_BODY + 1];
        Arrays.fill(blanks, (byte) ' ');
        HttpResponse<String> answer = send(served, path, blanks);
        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"file_too_large\""), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void isTakenWhenItIsShort(String base, Served served) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(served, base + "/chat-messages", """
                {"inputs":{},"query":"Hello","user":"u","response_mode":"streaming"}""".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("message_end"), answer.body());
    }

    private static HttpResponse<String> send(Served served, String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(served.service().url() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + served.keys().chat()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
