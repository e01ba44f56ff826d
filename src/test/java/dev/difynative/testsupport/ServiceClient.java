package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Calls a running service as any client would. */
public final class ServiceClient {
    private static final String BOUNDARY = "a-boundary-of-a-form";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String bearer;

    /** Status 0 stands for an answer that did not come. */
    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException notJson) {
                throw new AssertionError("No JSON: " + response.body(), notJson);
            }
        }

        public String header(String name) { return response.headers().firstValue(name).orElse(null); }

        /** The same answer, which must have this status. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("Status " + status + " instead of " + expected + ": "
                        + (response == null ? "no answer" : response.uri() + " " + response.body()));
            }
            return this;
        }
    }

    /** The events of one stream, as they come. */
    public static final class Events {
        private final List<JsonNode> received = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        public boolean hasEnded() { return ended; }

        public List<JsonNode> received() { return List.copyOf(received); }

        /** Waits for the first event that is so. */
        public JsonNode await(String what, Predicate<JsonNode> wanted) {
            Eventually.isTrue(what + " among " + received,
                    () -> received.stream().anyMatch(wanted));
            return received.stream().filter(wanted).findFirst().orElseThrow();
        }
    }

    public ServiceClient(String url) { this(url, null); }

    private ServiceClient(String url, String bearer) {
        this.url = url;
        this.bearer = bearer;
    }

    /** The same service, called with this token or key. */
    public ServiceClient as(String token) {
        return new ServiceClient(url, token);
    }

    /** The same caller at another instance. */
    public ServiceClient at(ServiceProcess service) {
        return new ServiceClient(service.url(), bearer);
    }

    public Answer get(String path) { return send(request(path).GET()); }

    public Answer delete(String path) { return send(request(path).DELETE()); }

    /** With a body, as some clients do. */
    public Answer delete(String path, String json) {
        return send(body(path, "DELETE", json));
    }

    public Answer patch(String path, String json) { return send(body(path, "PATCH", json)); }

    public Answer post(String path, String json) { return send(body(path, "POST", json)); }

    public Answer put(String path, String json) { return send(body(path, "PUT", json)); }

    /** Sends a file as a form, without saying what it is; fields are sent before it. */
    public Answer upload(String path, String name, byte[] content, Map<String, String> fields) {
        return upload(path, name, null, content, fields);
    }

    /** The same with the type of the file. REST Assured takes seconds for large ones. */
    public Answer upload(String path, String name, String type, byte[] content, Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((field, value) -> form.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, field, value)));
        form.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n".formatted(BOUNDARY, name));
        form.append(type == null ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
        return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.concat(HttpRequest.BodyPublishers.ofString(form.toString()),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--%s--\r\n".formatted(BOUNDARY)))));
    }

    /** Begins to read a stream in a thread of its own. */
    public Events stream(String path, String json) {
        Events events = new Events();
        Thread.ofVirtual().start(() -> {
            try (EventStream stream = EventStream.open(url + path, bearer, json)) {
                for (JsonNode event = stream.next(); event != null; event = stream.next()) {
                    if (!event.path("event").asText().equals("ping")) {
                        events.received.add(event);
                    }
                }
            } catch (UncheckedIOException brokenOff) {
                // That a stream breaks off is for the test to judge.
            } finally {
                events.ended = true;
            }
        });
        return events;
    }

    private HttpRequest.Builder body(String path, String method, String json) {
        return request(path).header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(LONGEST);
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (HttpTimeoutException slow) {
            throw new AssertionError(slow);
        } catch (IOException unreachable) {
            return new Answer(0, null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
