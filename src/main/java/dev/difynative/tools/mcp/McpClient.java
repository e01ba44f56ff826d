package dev.difynative.tools.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.build.BuildInfo;

/** Talks to servers of the Model Context Protocol: a session for each errand. Waits; not for an event loop. */
@Singleton
class McpClient {
    static final String VERSION = "2025-06-18";
    private static final int MOST_PAGES = 50;
    private static final int MOST_TOOLS = 1_000;
    /** What a server of the older transport alone says to a POST at its address. */
    private static final Set<Integer> NOT_STREAMABLE = Set.of(400, 404, 405, 406, 415);

    private final McpHttp http;
    private final ObjectMapper json;

    McpClient(McpHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** What the server has, as it describes it. */
    List<JsonNode> tools(McpServerAddress server) throws InterruptedException {
        try (Session session = open(server, cancel -> {})) {
            List<JsonNode> tools = new ArrayList<>();
            String cursor = "";
            for (int page = 0; page < MOST_PAGES && tools.size() < MOST_TOOLS; page++) {
                ObjectNode params = json.createObjectNode();
                if (!cursor.isEmpty()) {
                    params.put("cursor", cursor);
                }
                JsonNode result = session.ask("tools/list", params);
                result.path("tools").forEach(tools::add);
                cursor = result.path("nextCursor").asText("");
                if (cursor.isEmpty()) {
                    break;
                }
            }
            return tools;
        }
    }

    /** What a call of a tool comes to, as the server tells it. */
    JsonNode call(McpServerAddress server, String tool, Map<String, Object> arguments, Consumer<Runnable> onCancel)
            throws InterruptedException {
        try (Session session = open(server, onCancel)) {
            ObjectNode params = json.createObjectNode().put("name", tool);
            params.set("arguments", json.valueToTree(arguments));
            return session.ask("tools/call", params);
        }
    }

    private Session open(McpServerAddress server, Consumer<Runnable> onCancel) throws InterruptedException {
        if (server.looksLikeEventStream()) {
            return begun(new Session(new EventStreamTransport(http, server, json)), onCancel);
        }
        try {
            return begun(new Session(new StreamableHttp(http, server, json)), onCancel);
        } catch (McpFault refused) {
            if (!NOT_STREAMABLE.contains(refused.status())) {
                throw refused;
            }
            try {
                return begun(new Session(new EventStreamTransport(http, server, json)), onCancel);
            } catch (McpFault neither) {
                throw refused;
            }
        }
    }

    private static Session begun(Session session, Consumer<Runnable> onCancel) throws InterruptedException {
        onCancel.accept(session::close);
        try {
            session.initialize();
            return session;
        } catch (McpFault | InterruptedException refused) {
            session.close();
            throw refused;
        }
    }

    /** One conversation with a server. */
    private final class Session implements AutoCloseable {
        private final McpTransport transport;
        private int asked;

        Session(McpTransport transport) { this.transport = transport; }

        void initialize() throws InterruptedException {
            ObjectNode params = json.createObjectNode().put("protocolVersion", VERSION);
            params.putObject("capabilities");
            params.putObject("clientInfo").put("name", "dify-native").put("version", BuildInfo.version());
            transport.agreed(ask("initialize", params).path("protocolVersion").asText(VERSION));
            transport.tell(json.createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/initialized"));
        }

        JsonNode ask(String method, ObjectNode params) throws InterruptedException {
            ObjectNode request = json.createObjectNode().put("jsonrpc", "2.0").put("id", ++asked).put("method", method);
            request.set("params", params);
            JsonNode answer = transport.ask(request);
            if (answer.hasNonNull("error")) {
                throw new McpFault(0, answer.at("/error/message").asText("The server refuses"));
            }
            return answer.path("result");
        }

        @Override
        public void close() { transport.close(); }
    }
}
