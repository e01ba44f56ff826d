package dev.difynative.chat.moderation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.extension.ApiBasedExtensions;
import dev.difynative.chat.ChatError;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import io.vertx.core.buffer.Buffer;

/** Asks a workspace's own service (an API-based extension): {@code POST {point, params}} with a bearer key. */
@ApplicationScoped
public class ExtensionClient {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ApiBasedExtensions extensions;
    private final OutboundClient client;
    private final ObjectMapper json;

    ExtensionClient(ApiBasedExtensions extensions, OutboundClient client, ObjectMapper json) {
        this.extensions = extensions;
        this.client = client;
        this.json = json;
    }

    /** Waits for the answer, so not on an event loop; a service that fails or answers no JSON object is a failure. */
    public JsonNode call(UUID tenantId, String extensionId, String point, Map<String, Object> params) {
        ApiBasedExtensions.Endpoint endpoint = extensions.find(tenantId, extensionId)
                .orElseThrow(
                        () -> ChatError.EXTENSION_FAILED.because("The API-based extension that the app uses does not exist"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("point", point);
        body.put("params", params);
        OutboundResponse response = client.sendAndWait(OutboundRequest.postJson(OutboundPolicy.ADMIN, endpoint.url(),
                Map.of("authorization", "Bearer " + endpoint.apiKey()), write(body)));
        if (!response.successful()) {
            throw ChatError.EXTENSION_FAILED.because("The API-based extension answered %d", response.status());
        }
        return read(response);
    }

    /** The object of an answer; {@code otherwise} when it has none. */
    Map<String, Object> object(JsonNode node, Map<String, Object> otherwise) {
        return node.isObject() ? json.convertValue(node, OBJECT) : otherwise;
    }

    private JsonNode read(OutboundResponse response) {
        try {
            JsonNode answer = json.readTree(response.body().getBytes());
            if (answer.isObject()) {
                return answer;
            }
        } catch (IOException unreadable) {
            throw ChatError.EXTENSION_FAILED.because("The API-based extension answered no JSON");
        }
        throw ChatError.EXTENSION_FAILED.because("The API-based extension answered no JSON object");
    }

    private Buffer write(Map<String, Object> body) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
