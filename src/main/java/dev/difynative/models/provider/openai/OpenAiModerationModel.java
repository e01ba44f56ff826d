package dev.difynative.models.provider.openai;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.ModerationModel;
import dev.difynative.models.provider.Json;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderFaults;
import dev.difynative.models.provider.ProviderHttp;
import dev.difynative.models.provider.ProviderRequest;
import io.vertx.core.buffer.Buffer;

/** OpenAI's moderation call. */
public final class OpenAiModerationModel implements ModerationModel {
    private final ProviderHttp http;
    private final ProviderEndpoint endpoint;
    private final String model;

    public OpenAiModerationModel(ProviderHttp http, ProviderEndpoint endpoint, String model) {
        this.http = http;
        this.endpoint = endpoint;
        this.model = model;
    }

    @Override
    public CompletableFuture<Boolean> flags(String text) {
        try {
            byte[] body = Json.MAPPER.writeValueAsBytes(Json.MAPPER.createObjectNode().put("model", model).put("input", text));
            return http.call(new ProviderRequest(endpoint, endpoint.at("/moderations"), Buffer.buffer(body)))
                    .thenApply(this::read);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean read(Buffer answer) {
        try {
            for (JsonNode result : Json.MAPPER.readTree(answer.getBytes()).path("results")) {
                if (result.path("flagged").asBoolean()) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw ProviderFaults.unreadable(endpoint);
        }
    }
}
