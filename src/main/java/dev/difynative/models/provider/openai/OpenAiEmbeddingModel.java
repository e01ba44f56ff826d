package dev.difynative.models.provider.openai;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.Embeddings;
import dev.difynative.models.TokenCounter;
import dev.difynative.models.provider.Json;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderFaults;
import dev.difynative.models.provider.ProviderHttp;
import dev.difynative.models.provider.ProviderRequest;
import dev.difynative.platform.net.Target;
import dev.difynative.platform.tracing.Traces;
import io.vertx.core.buffer.Buffer;

/** An embedding model behind the OpenAI protocol; batches are sent one after the other and keep their order. */
public final class OpenAiEmbeddingModel implements EmbeddingModel {
    private final ProviderHttp http;
    private final ProviderEndpoint endpoint;
    private final OpenAiDialect dialect;
    private final String model;
    private final Target target;

    public OpenAiEmbeddingModel(ProviderHttp http, ProviderEndpoint endpoint, OpenAiDialect dialect, String model) {
        this.http = http;
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.model = model;
        target = endpoint.at(dialect.embeddingPath());
    }

    @Override
    public String provider() { return endpoint.provider(); }

    @Override
    public String model() { return model; }

    @Override
    public int batch() { return dialect.embeddingBatch(); }

    @Override
    public CompletableFuture<Embeddings> embed(List<String> texts, EmbedKind kind) {
        float[][] vectors = new float[texts.size()][];
        return batch(texts, kind, 0, vectors, 0).thenApply(tokens -> new Embeddings(vectors, tokens));
    }

    private CompletableFuture<Integer> batch(List<String> texts, EmbedKind kind, int from, float[][] vectors, int tokensBefore) {
        if (from >= texts.size()) {
            return CompletableFuture.completedFuture(tokensBefore);
        }
        List<String> batch = texts.subList(from, Math.min(texts.size(), from + dialect.embeddingBatch()));
        return http.call(new ProviderRequest(endpoint, target, body(batch, kind)))
                .thenApplyAsync(answer -> tokensBefore + read(answer, batch, vectors, from), Traces::onVirtualThread)
                .thenCompose(tokens -> batch(texts, kind, from + batch.size(), vectors, tokens));
    }

    private Buffer body(List<String> texts, EmbedKind kind) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
        ArrayNode input = body.putArray("input");
        // An empty text is refused by some providers, and has no meaning to embed anyway.
        texts.forEach(text -> input.add(text.isEmpty() ? " " : text));
        if (dialect.embeddingTask() && model.matches("jina-embeddings-v[3-9].*")) {
            body.put("task", kind == EmbedKind.QUERY ? "retrieval.query" : "retrieval.passage");
        }
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int read(Buffer answer, List<String> texts, float[][] vectors, int from) {
        try (JsonParser parser = Json.FACTORY.createParser(answer.getBytes())) {
            int tokens = document(parser, vectors, from, texts.size());
            for (int i = from; i < from + texts.size(); i++) {
                if (vectors[i] == null || vectors[i].length == 0) {
                    throw ProviderFaults.unreadable(endpoint);
                }
            }
            return tokens >= 0 ? tokens : texts.stream().mapToInt(TokenCounter::count).sum();
        } catch (IOException unreadable) {
            throw ProviderFaults.unreadable(endpoint);
        }
    }

    private static int document(JsonParser parser, float[][] vectors, int from, int count) throws IOException {
        int tokens = -1;
        parser.nextToken();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_ARRAY) {
                for (int place = 0; parser.nextToken() == JsonToken.START_OBJECT; place++) {
                    item(parser, place, vectors, from, count);
                }
            } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                JsonNode usage = Json.MAPPER.readTree(parser);
                tokens = usage.path("prompt_tokens").asInt(-1);
            } else {
                parser.skipChildren();
            }
        }
        return tokens;
    }

    /** The index may follow the vector, so the place in the list stands in until it is known. */
    private static void item(JsonParser parser, int place, float[][] vectors, int from, int count) throws IOException {
        int index = place;
        float[] vector = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = parser.getIntValue();
            } else if (name.equals("embedding") && value == JsonToken.START_ARRAY) {
                vector = numbers(parser);
            } else if (name.equals("embedding") && value == JsonToken.VALUE_STRING) {
                vector = floats(parser.getBinaryValue());
            } else {
                parser.skipChildren();
            }
        }
        if (index < 0 || index >= count) {
            throw new IOException("A vector for a text that was not sent");
        }
        vectors[from + index] = vector;
    }

    private static float[] numbers(JsonParser parser) throws IOException {
        float[] vector = new float[1536];
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (length == vector.length) {
                vector = Arrays.copyOf(vector, 2 * length);
            }
            vector[length++] = parser.getFloatValue();
        }
        return Arrays.copyOf(vector, length);
    }

    private static float[] floats(byte[] littleEndian) {
        float[] vector = new float[littleEndian.length / Float.BYTES];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
