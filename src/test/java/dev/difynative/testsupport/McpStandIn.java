package dev.difynative.testsupport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A server of the Model Context Protocol with the tool {@code greet}: over streamable HTTP at {@code /mcp} (answers as events)
 * and {@code /plain} (answers as JSON), over the older event stream at {@code /sse}. {@code /guarded} wants a token,
 * {@code /locked} one that it has given by OAuth to a person, {@code /machine} one that it has given to a client by itself.
 */
public final class McpStandIn implements AutoCloseable {
    public static final String TOKEN = "Bearer let-me-in";
    /** The client "robot" with the secret "s3cret:/", as the protocol has them written. */
    private static final String MACHINE = "Basic cm9ib3Q6czNjcmV0JTNBJTJG";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, HttpServerResponse> streams = new ConcurrentHashMap<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String toolName = "greet";
    private final AtomicInteger given = new AtomicInteger();
    private volatile String challenge;
    private volatile int tokenLifetime = 3_600;

    private McpStandIn() {
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    public static McpStandIn start() { return new McpStandIn(); }

    public String url(String path) { return "http://localhost:" + server.actualPort() + path; }

    /** What was asked, method by method. */
    public List<String> methods() { return List.copyOf(methods); }

    public void forget() { methods.clear(); }

    /** Sessions that were begun and not ended. */
    public int openSessions() { return sessions.size(); }

    public void renameTool(String name) { toolName = name; }

    @Override
    public void close() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/.well-known/") || path.equals("/register") || path.equals("/token")) {
            request.bodyHandler(body -> authorize(request, body.toString()));
        } else if ((path.equals("/locked") || path.equals("/machine"))
                && !("Bearer token-" + given.get()).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).putHeader("www-authenticate",
                    "Bearer resource_metadata=\"" + url("/.well-known/described" + path) + "\"").end();
        } else if (path.equals("/guarded") && !TOKEN.equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
        } else if (path.equals("/sse") && request.method().name().equals("GET")) {
            String id = UUID.randomUUID().toString();
            HttpServerResponse stream = request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            streams.put(id, stream);
            stream.write(": welcome\n\nevent: endpoint\ndata: /messages?session=" + id + "\n\n");
        } else if (request.method().name().equals("DELETE")) {
            sessions.remove(request.getHeader("Mcp-Session-Id"));
            request.response().end();
        } else if (!request.method().name().equals("POST") || path.equals("/sse")) {
            request.response().setStatusCode(405).end();
        } else {
            request.bodyHandler(body -> posted(request, body.toJsonObject()));
        }
    }

    /** How many tokens were given. */
    public int tokensGiven() { return given.get(); }

    /** For how many seconds a token is said to hold. */
    public void tokensHold(int seconds) { tokenLifetime = seconds; }

    /** What a person's browser is sent back to after the consent. */
    public String consent(String authorizationUrl) {
        QueryStringDecoder asked = new QueryStringDecoder(authorizationUrl);
        if (!authorizationUrl.startsWith(url("/consent?")) || !one(asked, "client_id").equals("client-1")
                || !one(asked, "code_challenge_method").equals("S256") || !one(asked, "scope").equals("greet")
                || !one(asked, "resource").equals(url("/locked"))) {
            throw new IllegalArgumentException(authorizationUrl);
        }
        challenge = one(asked, "code_challenge");
        return one(asked, "redirect_uri") + "?code=code-1&state="
                + URLEncoder.encode(one(asked, "state"), StandardCharsets.UTF_8);
    }

    private static String one(QueryStringDecoder query, String name) {
        return query.parameters().getOrDefault(name, List.of("")).getFirst();
    }

    private void authorize(HttpServerRequest request, String body) {
        HttpServerResponse response = request.response().putHeader("content-type", "application/json");
        switch (request.path()) {
            case "/.well-known/described/machine" -> response.end(new JsonObject().put("resource", url("/machine"))
                    .put("authorization_servers", new JsonArray().add(url("/machines")))
                    .put("scopes_supported", new JsonArray().add("greet").add("wave")).encode());
            case "/.well-known/oauth-authorization-server/machines" -> response.end(new JsonObject()
                    .put("issuer", url("/machines")).put("token_endpoint", url("/token"))
                    .put("grant_types_supported", new JsonArray().add("client_credentials"))
                    .put("token_endpoint_auth_methods_supported", new JsonArray().add("client_secret_basic")).encode());
            case "/.well-known/described/locked" -> response.end(new JsonObject().put("resource", url("/locked"))
                    .put("authorization_servers", new JsonArray().add(url("/tenant"))).put("scopes_supported",
                            new JsonArray().add("greet"))
                    .encode());
            case "/.well-known/oauth-authorization-server/tenant" -> response.end(new JsonObject().put("issuer", url("/tenant"))
                    .put("authorization_endpoint", url("/consent")).put("token_endpoint", url("/token"))
                    .put("registration_endpoint", url("/register")).encode());
            case "/register" -> response.setStatusCode(201).end("{\"client_id\":\"client-1\"}");
            case "/token" -> token(request, new QueryStringDecoder(body, false));
            default -> response.setStatusCode(404).end();
        }
    }

    private void token(HttpServerRequest request, QueryStringDecoder form) {
        boolean alone = one(form, "grant_type").equals("client_credentials");
        boolean isRight = switch (one(form, "grant_type")) {
            case "authorization_code" ->
                one(form, "code").equals("code-1") && hashed(one(form, "code_verifier")).equals(challenge);
            case "refresh_token" -> one(form, "refresh_token").equals("again-" + given.get());
            case "client_credentials" -> MACHINE.equals(request.getHeader("Authorization"))
                    && one(form, "scope").equals("greet wave") && one(form, "resource").equals(url("/machine"));
            default -> false;
        };
        if (!isRight || !alone && !one(form, "client_id").equals("client-1")) {
            request.response().setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
            return;
        }
        int number = given.incrementAndGet();
        JsonObject answer = new JsonObject().put("access_token", "token-" + number).put("token_type", "Bearer")
                .put("expires_in", tokenLifetime);
        request.response().end((alone ? answer : answer.put("refresh_token", "again-" + number)).encode());
    }

    private static String hashed(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void posted(HttpServerRequest request, JsonObject message) {
        methods.add(message.getString("method"));
        HttpServerResponse response = request.response();
        boolean older = request.path().equals("/messages");
        boolean first = message.getString("method").equals("initialize");
        if (!older && !first && !sessions.contains(String.valueOf(request.getHeader("Mcp-Session-Id")))) {
            response.setStatusCode(404).end("no session");
            return;
        }
        if (!older && first) {
            String session = UUID.randomUUID().toString();
            sessions.add(session);
            response.putHeader("Mcp-Session-Id", session);
        }
        if (message.getValue("id") == null) {
            response.setStatusCode(202).end();
            return;
        }
        String answer = answer(message).encode();
        if (older) {
            response.setStatusCode(202).end("Accepted");
            streams.get(request.getParam("session")).write("event: message\ndata: " + answer + "\n\n");
        } else if (request.path().equals("/plain")) {
            response.putHeader("content-type", "application/json").end(answer);
        } else {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            response.write("event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\n");
            // Stays open, as some servers leave it.
            response.write("id: 1\nevent: message\ndata: " + answer + "\n\n");
        }
    }

    private JsonObject answer(JsonObject message) {
        JsonObject answer = new JsonObject().put("jsonrpc", "2.0").put("id", message.getValue("id"));
        return switch (message.getString("method")) {
            case "initialize" -> answer.put("result", new JsonObject()
                    .put("protocolVersion", message.getJsonObject("params").getString("protocolVersion"))
                    .put("capabilities", new JsonObject().put("tools", new JsonObject()))
                    .put("serverInfo", new JsonObject().put("name", "stand-in").put("version", "1")));
            case "tools/list" -> answer.put("result", list(message.getJsonObject("params")));
            case "tools/call" -> answer.put("result", call(message.getJsonObject("params")));
            default -> answer.put("error", new JsonObject().put("code", -32601).put("message", "Method not found"));
        };
    }

    /** In two pages. */
    private JsonObject list(JsonObject params) {
        JsonObject schema = new JsonObject().put("type", "object").put("properties",
                new JsonObject().put("name", new JsonObject().put("type", "string").put("description", "Whom")).put("times",
                        new JsonObject().put("type", "integer")))
                .put("required", new JsonArray().add("name"));
        return params.getString("cursor") == null
                ? new JsonObject().put("tools", new JsonArray().add(new JsonObject().put("name", toolName)
                        .put("description", "Greets somebody").put("inputSchema", schema))).put("nextCursor", "more")
                : new JsonObject().put("tools", new JsonArray().add(new JsonObject().put("name", "fail")
                        .put("description", "Fails").put("inputSchema", new JsonObject().put("type", "object"))));
    }

    private static JsonObject call(JsonObject params) {
        if (params.getString("name").equals("fail")) {
            return new JsonObject().put("isError", true).put("content",
                    new JsonArray().add(new JsonObject().put("type", "text").put("text", "I fail")));
        }
        JsonObject arguments = params.getJsonObject("arguments");
        String said = "Hello " + arguments.getString("name") + "!".repeat(arguments.getInteger("times", 1));
        return new JsonObject().put("content", new JsonArray().add(new JsonObject().put("type", "text").put("text", said)))
                .put("structuredContent", new JsonObject().put("greeting", said));
    }
}
