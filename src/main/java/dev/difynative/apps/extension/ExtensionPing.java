package dev.difynative.apps.extension;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import io.vertx.core.buffer.Buffer;

/** Asks an API-based extension whether it is one: {@code {"point": "ping"}} is answered with {@code {"result": "pong"}}. */
@Singleton
class ExtensionPing {
    private static final String QUESTION = "{\"point\":\"ping\",\"params\":{}}";
    private static final OutboundRequest.Options BOUNDS = new OutboundRequest.Options(Duration.ofSeconds(10), 64 * 1024, 0);

    private final OutboundClient client;
    private final ObjectMapper json;

    ExtensionPing(OutboundClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Waits for the answer; fails when it is not the right one. */
    void check(String url, String apiKey) {
        OutboundResponse response;
        try {
            response = client.sendAndWait(OutboundRequest
                    .postJson(OutboundPolicy.ADMIN, url, Map.of("authorization", "Bearer " + apiKey), Buffer.buffer(QUESTION))
                    .with(BOUNDS));
        } catch (Failure unreachable) {
            throw refused(unreachable.getMessage());
        }
        if (!response.successful() || !saysPong(response)) {
            throw refused("it did not answer the ping with {\"result\": \"pong\"}");
        }
    }

    private boolean saysPong(OutboundResponse response) {
        try {
            return "pong".equals(json.readTree(response.body().getBytes()).path("result").textValue());
        } catch (IOException noJson) {
            return false;
        }
    }

    private static Failure refused(String why) {
        return AppError.EXTENSION_UNREACHABLE.field("api_endpoint", "ping", "The API-based extension cannot be used: %s", why);
    }
}
