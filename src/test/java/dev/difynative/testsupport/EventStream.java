package dev.difynative.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.RestAssured;

/** Reads an event stream as published Dify clients do: line by line, {@code data: } with the space. */
public final class EventStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private boolean begun;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Posts a JSON body to a path of the service under test and opens the answer. */
    public static EventStream post(String path, String key, Object body) {
        try {
            return open("http://localhost:" + RestAssured.port + path, key, JSON.writeValueAsString(body));
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException(noJson);
        }
    }

    /** The same at any address. */
    public static EventStream open(String url, String key, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(json)).build();
            return new EventStream(CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public int status() { return response.statusCode(); }

    public String header(String name) { return response.headers().firstValue(name).orElse(null); }

    /**
     * The next event, or null at the end. A ping is one with which a stream begins, as an object with the event {@code ping}; a
     * later one says only that the service or its machine was slow.
     */
    public JsonNode next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean begins = !begun;
                begun = true;
                if (line.startsWith("data: ")) {
                    return JSON.readTree(line.substring("data: ".length()));
                }
                if (line.equals("event: ping") && begins) {
                    return JSON.createObjectNode().put("event", "ping");
                }
                if (!line.isEmpty() && !line.equals("event: ping")) {
                    throw new AssertionError("No frame of an event stream: " + line);
                }
            }
            return null;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All events up to the end of the stream. */
    public List<JsonNode> all() {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The names of the events in order, each run of the same one once. */
    public static List<String> names(List<JsonNode> events) {
        List<String> names = new ArrayList<>();
        for (JsonNode event : events) {
            String name = event.get("event").asText();
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
