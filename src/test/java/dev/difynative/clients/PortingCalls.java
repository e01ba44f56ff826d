package dev.difynative.clients;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceClient.Answer;

/** What tests of the service as something that takes Dify's place have in common: how it is called, and how its streams are read. */
@ExtendWith(Served.Resolver.class)
abstract class PortingCalls {
    static final ObjectMapper JSON = new ObjectMapper();

    Served served;

    @BeforeEach
    void serve(Served shared) { served = shared; }

    ServiceClient caller(String key) { return new ServiceClient(served.service().url()).as(key); }

    Answer ask(String key, String mode, String query) {
        return caller(key).post("/v1/chat-messages",
                body("{'query':'%s','user':'u','inputs':{},'response_mode':'%s'}".formatted(query, mode)));
    }

    Answer run(String key, String mode, String text) {
        return caller(key).post("/v1/workflows/run",
                body("{'inputs':{'text':'%s'},'user':'u','response_mode':'%s'}".formatted(text, mode)));
    }

    static String body(String json) { return json.replace('\'', '"'); }

    static boolean is(JsonNode event, String name) { return event.get("event").asText().equals(name); }

    static List<JsonNode> events(Answer stream) {
        return stream.response().body().lines().filter(line -> line.startsWith("data: "))
                .map(line -> parsed(line.substring("data: ".length()))).toList();
    }

    /** Each run of the same one once. */
    static List<String> names(List<JsonNode> events) {
        List<String> names = new ArrayList<>();
        for (JsonNode event : events) {
            if (names.isEmpty() || !names.getLast().equals(event.get("event").asText())) {
                names.add(event.get("event").asText());
            }
        }
        return names;
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(json, broken);
        }
    }
}
