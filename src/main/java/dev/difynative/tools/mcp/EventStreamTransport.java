package dev.difynative.tools.mcp;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.http.HttpMethod;

/** The older transport: one stream brings all answers, and first of all the address that messages are posted to. */
final class EventStreamTransport implements McpTransport {
    private final McpHttp http;
    private final McpServerAddress server;
    private final ObjectMapper json;
    private final CompletableFuture<String> endpoint = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final McpHttp.Call stream;

    EventStreamTransport(McpHttp http, McpServerAddress server, ObjectMapper json) {
        this.http = http;
        this.server = server;
        this.json = json;
        stream = http.begin(server.policy(), HttpMethod.GET, server.url(), headers("text/event-stream"), null, this::arrived,
                this::ended);
        stream.head().whenComplete((head, fault) -> {
            if (head != null && head.body() != null) {
                ended(new McpFault(head.status(), "The server opens no stream: status " + head.status()));
            }
        });
    }

    @Override
    public JsonNode ask(ObjectNode request) throws InterruptedException {
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        String id = request.get("id").asText();
        asked.put(id, reply);
        try {
            tell(request);
            return Waiting.on(reply, server.timeout());
        } finally {
            asked.remove(id);
        }
    }

    @Override
    public void tell(ObjectNode message) throws InterruptedException {
        URI stream = URI.create(server.url());
        URI address = stream.resolve(Waiting.on(endpoint, server.timeout()));
        if (!stream.getRawAuthority().equals(address.getRawAuthority())) {
            throw new McpFault(0, "The server wants its messages posted to another host");
        }
        McpHttp.Call call = http.begin(server.policy(), HttpMethod.POST, address.toString(), headers("application/json"),
                message.toString(),
                data -> {}, end -> {});
        try {
            McpHttp.Head head = Waiting.on(call.head(), server.timeout());
            if (head.status() >= 300) {
                throw new McpFault(head.status(), "The server answers with status " + head.status());
            }
        } finally {
            call.close();
        }
    }

    @Override
    public void agreed(String version) {}

    @Override
    public void close() {
        endpoint.cancel(false);
        asked.values().forEach(reply -> reply.cancel(false));
        stream.close();
    }

    private void arrived(String data) {
        if (!data.startsWith("{")) {
            endpoint.complete(data.strip());
            return;
        }
        try {
            JsonNode message = json.readTree(data);
            CompletableFuture<JsonNode> reply = asked.get(message.path("id").asText(""));
            if (reply != null && (message.has("result") || message.has("error"))) {
                reply.complete(message);
            }
        } catch (JsonProcessingException noMessage) {
            ended(new McpFault(0, "The server says something that is no JSON"));
        }
    }

    private void ended(McpFault fault) {
        endpoint.completeExceptionally(fault);
        asked.values().forEach(reply -> reply.completeExceptionally(fault));
    }

    private Map<String, String> headers(String accept) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", accept);
        headers.putAll(server.headers());
        return headers;
    }
}
