package dev.difynative.tools.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.http.HttpMethod;

/** The transport of today: each message is a POST, which is answered by a body or by a stream of events. */
final class StreamableHttp implements McpTransport {
    private static final String SESSION = "mcp-session-id";
    private static final int MOST_OF_AN_ERROR = 500;

    private final McpHttp http;
    private final McpServerAddress server;
    private final ObjectMapper json;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile String session;
    private volatile String version;

    StreamableHttp(McpHttp http, McpServerAddress server, ObjectMapper json) {
        this.http = http;
        this.server = server;
        this.json = json;
    }

    @Override
    public JsonNode ask(ObjectNode request) throws InterruptedException {
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        String id = request.get("id").asText();
        McpHttp.Call call = http.begin(server.policy(), HttpMethod.POST, server.url(), headers(), request.toString(),
                data -> reply(data, id, reply), reply::completeExceptionally);
        waiting.add(reply);
        waiting.add(call.head());
        try {
            McpHttp.Head head = Waiting.on(call.head(), server.timeout());
            check(head);
            String given = head.headers().get(SESSION);
            session = given == null ? session : given;
            if (head.body() != null) {
                reply(head.body(), id, reply);
                reply.completeExceptionally(new McpFault(0, "The server's answer answers nothing that it was asked"));
            }
            return Waiting.on(reply, server.timeout());
        } finally {
            waiting.remove(reply);
            waiting.remove(call.head());
            call.close();
        }
    }

    @Override
    public void tell(ObjectNode notification) throws InterruptedException {
        McpHttp.Call call = http.begin(server.policy(), HttpMethod.POST, server.url(), headers(), notification.toString(),
                data -> {}, end -> {});
        try {
            check(Waiting.on(call.head(), server.timeout()));
        } finally {
            call.close();
        }
    }

    @Override
    public void agreed(String spoken) { version = spoken; }

    @Override
    public void close() {
        waiting.forEach(reply -> reply.cancel(false));
        if (session != null) {
            // A server may refuse this, which is its right, or be gone: the session ends there in its own time.
            http.begin(server.policy(), HttpMethod.DELETE, server.url(), headers(), null, data -> {}, end -> {});
            session = null;
        }
    }

    private void reply(String data, String id, CompletableFuture<JsonNode> reply) {
        try {
            JsonNode message = json.readTree(data);
            for (JsonNode each : message.isArray() ? message : json.createArrayNode().add(message)) {
                if (each.path("id").asText("").equals(id) && (each.has("result") || each.has("error"))) {
                    reply.complete(each);
                }
            }
        } catch (JsonProcessingException noMessage) {
            reply.completeExceptionally(new McpFault(0, "The server answers with something that is no JSON"));
        }
    }

    private static void check(McpHttp.Head head) {
        if (head.status() >= 300) {
            String said = head.body() == null ? "" : head.body();
            throw new McpFault(head.status(), "The server answers with status %d%s".formatted(head.status(), said.isBlank()
                    ? ""
                    : ": " + (said.length() > MOST_OF_AN_ERROR ? said.substring(0, MOST_OF_AN_ERROR) + "…" : said)));
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json, text/event-stream");
        headers.putAll(server.headers());
        if (session != null) {
            headers.put(SESSION, session);
        }
        if (version != null) {
            headers.put("mcp-protocol-version", version);
        }
        return headers;
    }
}
