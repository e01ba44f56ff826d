package dev.difynative.models.provider.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.Ranking;
import dev.difynative.models.RerankModel;
import dev.difynative.models.provider.Json;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderFaults;
import dev.difynative.models.provider.ProviderHttp;
import dev.difynative.models.provider.ProviderRequest;
import dev.difynative.platform.net.Target;
import io.vertx.core.buffer.Buffer;

/** A rerank model behind the {@code /rerank} call that Cohere, Jina and the servers after them share. */
public final class RerankEndpointModel implements RerankModel {
    private final ProviderHttp http;
    private final ProviderEndpoint endpoint;
    private final Target target;
    private final String model;

    public RerankEndpointModel(ProviderHttp http, ProviderEndpoint endpoint, Target target, String model) {
        this.http = http;
        this.endpoint = endpoint;
        this.target = target;
        this.model = model;
    }

    @Override
    public String provider() { return endpoint.provider(); }

    @Override
    public String model() { return model; }

    @Override
    public CompletableFuture<Ranking> rerank(String query, List<String> documents, int topN) {
        if (documents.isEmpty()) {
            return CompletableFuture.completedFuture(new Ranking(List.of(), 0));
        }
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model).put("query", query).put("top_n",
                Math.min(topN, documents.size()));
        documents.forEach(body.putArray("documents")::add);
        try {
            return http.call(new ProviderRequest(endpoint, target, Buffer.buffer(Json.MAPPER.writeValueAsBytes(body))))
                    .thenApplyAsync(answer -> read(answer, documents.size(), topN), Thread::startVirtualThread);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Ranking read(Buffer answer, int documents, int topN) {
        List<Ranking.Hit> hits = new ArrayList<>();
        int tokens;
        try {
            JsonNode said = Json.MAPPER.readTree(answer.getBytes());
            // Jina's name for it, and SiliconFlow's; Cohere counts searches instead.
            tokens = said.at("/usage/total_tokens").asInt(said.at("/meta/tokens/input_tokens").asInt());
            for (JsonNode result : said.path("results")) {
                int index = result.path("index").asInt(-1);
                if (index >= 0 && index < documents) {
                    hits.add(new Ranking.Hit(index, result.path("relevance_score").asDouble(result.path("score").asDouble())));
                }
            }
        } catch (IOException unreadable) {
            throw ProviderFaults.unreadable(endpoint);
        }
        hits.sort(Comparator.comparingDouble(Ranking.Hit::score).reversed());
        return new Ranking(List.copyOf(hits.subList(0, Math.min(topN, hits.size()))), tokens);
    }
}
