package dev.difynative.tools.mcp;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;
import dev.difynative.tools.ToolError;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** The requests of OAuth 2.1 as the Model Context Protocol has them: who gives tokens, a client's registration, the tokens. */
@Singleton
class OAuthClient {
    private static final OutboundRequest.Options BOUNDS = new OutboundRequest.Options(Duration.ofSeconds(20), 256 * 1024, 3);
    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String PROBE = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s","capabilities":{},\
            "clientInfo":{"name":"dify-native","version":"1"}}}""".formatted(McpClient.VERSION);

    private final OutboundClient http;
    private final ObjectMapper json;

    OAuthClient(OutboundClient http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** A client as a server knows it; the secret is empty when it has none. */
    record Client(String id, String secret) {}

    OAuthServer discover(String serverUrl) {
        URI server = URI.create(serverUrl);
        String origin = server.getScheme() + "://" + server.getRawAuthority();
        String path = server.getRawPath() == null || server.getRawPath().equals("/") ? "" : server.getRawPath();
        List<String> places = new ArrayList<>(announced(serverUrl));
        places.add(origin + RESOURCE + path);
        places.add(origin + RESOURCE);
        JsonNode resource = first(serverUrl, places);
        URI issuer = URI.create(resource.at("/authorization_servers/0").asText(origin));
        String issuedAt = issuer.getScheme() + "://" + issuer.getRawAuthority();
        String below = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/+$", "");
        JsonNode metadata = first(serverUrl, List.of(issuedAt + "/.well-known/oauth-authorization-server" + below,
                issuedAt + "/.well-known/openid-configuration" + below, issuedAt + below + "/.well-known/openid-configuration"));
        return OAuthServer.of(resource.path("resource").asText(serverUrl),
                String.join(" ", OAuthServer.texts(resource.path("scopes_supported"))), metadata, issuedAt);
    }

    Client register(String serverUrl, OAuthServer server, String redirectUri) {
        if (server.registration() == null) {
            throw refused("it registers no clients: give the client_id (and client_secret) that it knows");
        }
        ObjectNode wish = json.createObjectNode().put("client_name", "dify-native");
        if (server.clientAlone()) {
            wish.put("token_endpoint_auth_method", server.basic() ? "client_secret_basic" : "client_secret_post");
            wish.putArray("grant_types").add("client_credentials");
        } else {
            wish.put("token_endpoint_auth_method", "none");
            wish.putArray("redirect_uris").add(redirectUri);
            wish.putArray("grant_types").add("authorization_code").add("refresh_token");
            wish.putArray("response_types").add("code");
        }
        OutboundResponse answer = send(OutboundRequest
                .postJson(policy(serverUrl, server.registration()), server.registration(), Map.of(),
                        Buffer.buffer(wish.toString())));
        JsonNode registered = read(answer);
        if (!answer.successful() || !registered.hasNonNull("client_id")) {
            throw refused("it does not register this client: " + said(answer));
        }
        return new Client(registered.get("client_id").asText(), registered.path("client_secret").asText(""));
    }

    /** What the token endpoint answers to a grant. */
    JsonNode token(String serverUrl, String endpoint, Client client, boolean basic, Map<String, String> grant) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/x-www-form-urlencoded")
                .add("accept", "application/json");
        StringBuilder form = new StringBuilder(form(grant));
        if (basic && !client.secret().isEmpty()) {
            String pair = encoded(client.id()) + ":" + encoded(client.secret());
            headers.add("authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.append("&client_id=").append(encoded(client.id()));
            if (!client.secret().isEmpty()) {
                form.append("&client_secret=").append(encoded(client.secret()));
            }
        }
        OutboundResponse answer = send(new OutboundRequest(policy(serverUrl, endpoint), HttpMethod.POST, Target.parse(endpoint),
                headers, Buffer.buffer(form.toString()), BOUNDS));
        JsonNode tokens = read(answer);
        if (!answer.successful() || !tokens.hasNonNull("access_token")) {
            throw refused("it gives no token: " + said(answer));
        }
        return tokens;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }

    /** Where the server itself says that it is described, when it refuses somebody without a token. */
    private List<String> announced(String serverUrl) {
        OutboundResponse answer = send(OutboundRequest.postJson(OutboundPolicy.ADMIN, serverUrl,
                Map.of("accept", "application/json, text/event-stream"), Buffer.buffer(PROBE)));
        Matcher metadata = METADATA.matcher(String.valueOf(answer.headers().get("www-authenticate")));
        return metadata.find() ? List.of(metadata.group(1)) : List.of();
    }

    private JsonNode first(String serverUrl, List<String> places) {
        for (String place : places) {
            OutboundResponse answer = send(OutboundRequest.get(policy(serverUrl, place), place));
            JsonNode found = answer.successful() ? read(answer) : MissingNode.getInstance();
            if (found.isObject()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /** The administrator has named the server; who else is to be asked, the server says. */
    private static OutboundPolicy policy(String serverUrl, String asked) {
        return URI.create(serverUrl).getHost().equals(URI.create(asked).getHost())
                ? OutboundPolicy.ADMIN
                : OutboundPolicy.UNTRUSTED;
    }

    private OutboundResponse send(OutboundRequest request) {
        try {
            return http.sendAndWait(request.with(BOUNDS));
        } catch (Failure unreachable) {
            throw refused(unreachable.getMessage());
        }
    }

    private JsonNode read(OutboundResponse answer) {
        try {
            return json.readTree(answer.body().getBytes());
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String said(OutboundResponse answer) {
        String text = answer.text();
        return "status %d %s".formatted(answer.status(), text.length() > 300 ? text.substring(0, 300) + "…" : text);
    }

    static Failure refused(String why) {
        return ToolError.SERVER_FAILED.field("server_url", "authorization", "The server cannot be authorized: %s", why);
    }
}
