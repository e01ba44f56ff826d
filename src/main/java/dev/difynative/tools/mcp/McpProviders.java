package dev.difynative.tools.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.Target;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolShelf;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.tools.provider.Secrets;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The servers of the Model Context Protocol whose tools a workspace uses. */
@Singleton
public class McpProviders implements ToolShelf {
    private static final int MOST_SECONDS = 600;

    private final ToolProviders providers;
    private final McpTools tools;
    private final McpClient client;
    private final McpOAuth oauth;
    private final ObjectMapper json;

    McpProviders(ToolProviders providers, McpTools tools, McpClient client, McpOAuth oauth, ObjectMapper json) {
        this.providers = providers;
        this.tools = tools;
        this.client = client;
        this.oauth = oauth;
        this.json = json;
    }

    /** A server as the console sends it; {@code providerId} only when one is changed. */
    @RegisterForReflection(ignoreNested = false)
    public record SaveMcp(String providerId, String serverUrl, String name, String icon, String iconType, String iconBackground,
            String serverIdentifier, Map<String, String> headers, Configuration configuration, Authentication authentication) {

        /** Seconds. */
        public record Configuration(Double timeout, Double sseReadTimeout) {}

        /** A client that the server knows already; without one this service registers itself. */
        public record Authentication(String clientId, String clientSecret) {}
    }

    /** Adds a server; its tools are those that it has now. One that wants to be authorized has none until it is. */
    public ProviderView add(UUID tenantId, UUID accountId, SaveMcp server) {
        check(server);
        Map<String, String> secrets = headers(server, Map.of());
        ObjectNode definition = definition(server);
        JsonNode found = has(secrets, "authorization")
                ? asked(McpServerAddress.of(definition, secrets))
                : found(McpServerAddress.of(definition, secrets)).orElse(null);
        definition.set("tools", found == null ? json.createArrayNode() : found);
        SaveMcp.Authentication client = server.authentication();
        if (client != null) {
            secrets.putAll(McpOAuth.of(client.clientId(), client.clientSecret()));
        }
        UUID id = providers.add(tenantId, accountId, ToolKind.MCP,
                new ToolProviders.Content(server.serverIdentifier(), definition.put("authorized", found != null), secrets), null);
        return get(tenantId, id.toString());
    }

    public void update(UUID tenantId, SaveMcp server) {
        StoredProvider stored = providers.get(tenantId, ToolKind.MCP, server.providerId());
        refuseOfPlugin(stored);
        boolean sameServer = server.serverUrl() == null || server.serverUrl().isBlank()
                || server.serverUrl().equals(Secrets.masked(stored.text("server_url")))
                || server.serverUrl().contains("[__HIDDEN__]");
        SaveMcp whole = sameServer
                ? new SaveMcp(server.providerId(), stored.text("server_url"), server.name(), server.icon(), server.iconType(),
                        server.iconBackground(), server.serverIdentifier(), server.headers(), server.configuration(),
                        server.authentication())
                : server;
        check(whole);
        Map<String, String> known = McpOAuth.headers(stored.secrets());
        Map<String, String> headers = whole.headers() == null ? known : headers(whole, stored.secrets());
        ObjectNode definition = definition(whole);
        boolean elsewhere = !definition.path("server_url").equals(stored.definition().path("server_url"));
        // A token of one server is not shown to another.
        Map<String, String> grants = elsewhere ? new LinkedHashMap<>() : McpOAuth.grants(stored.secrets());
        SaveMcp.Authentication client = whole.authentication();
        if (client != null && client.clientId() != null && !client.clientId().isBlank()) {
            grants = new LinkedHashMap<>(McpOAuth.of(client.clientId(),
                    Secrets.taken(client.clientSecret(), McpOAuth.clientSecret(stored.secrets()))));
        }
        boolean asks = elsewhere || !headers.equals(known);
        JsonNode found = stored.definition().path("tools");
        boolean authorized = stored.definition().path("authorized").asBoolean(true);
        if (asks && !McpOAuth.hasToken(grants)) {
            Optional<JsonNode> now = found(McpServerAddress.of(definition, headers));
            found = now.orElseGet(json::createArrayNode);
            authorized = now.isPresent();
        }
        definition.put("authorized", authorized).set("tools", found);
        headers.putAll(grants);
        providers.update(tenantId, stored.id(), new ToolProviders.Content(whole.serverIdentifier(), definition, headers));
    }

    public void delete(UUID tenantId, String id) { providers.remove(tenantId, providers.get(tenantId, ToolKind.MCP, id).id()); }

    /** Asks the server again what it has. */
    public ProviderView refresh(UUID tenantId, String id) {
        StoredProvider stored = providers.get(tenantId, ToolKind.MCP, id);
        kept(stored, asked(addressOf(stored)));
        return get(tenantId, id);
    }

    /**
     * Sees whether the server takes what calls to it carry, and asks it again what it has. Otherwise it is to be authorized: the
     * address is where a person consents, and leads back to {@code redirectUri}.
     */
    public Optional<String> authorize(UUID tenantId, String id, String redirectUri) {
        StoredProvider stored = providers.get(tenantId, ToolKind.MCP, id);
        Optional<JsonNode> now = found(addressOf(stored));
        if (now.isPresent()) {
            kept(stored, now.get());
            return Optional.empty();
        }
        Optional<String> consent = oauth.begin(stored, redirectUri);
        if (consent.isEmpty()) {
            refresh(tenantId, id);
        }
        return consent;
    }

    /** Ends an authorization with what the server has sent a person's browser back with. */
    public void authorized(String state, String code) {
        McpOAuth.Finished finished = oauth.finish(state, code);
        refresh(finished.tenantId(), finished.providerId());
    }

    private void kept(StoredProvider stored, JsonNode found) {
        ObjectNode definition = stored.definition().deepCopy();
        definition.put("authorized", true).set("tools", found);
        providers.update(stored.tenantId(), stored.id(), new ToolProviders.Content(stored.name(), definition, null));
    }

    private McpServerAddress addressOf(StoredProvider stored) {
        try {
            return oauth.address(stored);
        } catch (ToolFailure ended) {
            // Without the token the server says that it wants one.
            return McpServerAddress.of(stored.definition(), McpOAuth.headers(stored.secrets()));
        }
    }

    public ProviderView get(UUID tenantId, String id) { return view(providers.get(tenantId, ToolKind.MCP, id)); }

    @Override
    public ToolKind kind() { return ToolKind.MCP; }

    @Override
    public List<ProviderView> list(UUID tenantId) {
        return providers.list(tenantId, ToolKind.MCP).stream().map(this::view).toList();
    }

    /** What is kept of a server that a plugin brings, with the tools that it has. */
    public ToolProviders.Content content(String identifier, String label, String icon, String url, Map<String, String> headers) {
        SaveMcp server = new SaveMcp(null, url, label == null || label.isBlank() ? identifier : label, icon, "emoji", "#F5F3FF",
                identifier, headers, null, null);
        check(server);
        ObjectNode definition = definition(server);
        definition.set("tools", asked(McpServerAddress.of(definition, headers)));
        return new ToolProviders.Content(identifier, definition, headers);
    }

    private ProviderView view(StoredProvider provider) {
        List<ToolView> views = tools.of(provider).stream().map(tool -> ToolView.of(tool, "", List.of(), json)).toList();
        ObjectNode icon = json.createObjectNode().put("background", provider.text("icon_background"))
                .put("content", provider.text("icon"));
        ProviderView view = ProviderView.of(ToolKind.MCP,
                new ProviderView.Face(provider.name(), "", provider.text("label"), provider.text("label"), "",
                        provider.text("icon_type").equals("link") ? provider.text("icon") : icon, List.of()),
                Map.of(), provider.definition().path("authorized").asBoolean(true), provider.pluginId(), views);
        return view.with(new ProviderView.Server(provider.id(), provider.text("server_url"), provider.name(),
                provider.updatedAt().getEpochSecond(), Secrets.masked(McpOAuth.headers(provider.secrets())),
                Map.of("timeout", provider.definition().path("timeout").asInt((int) McpServerAddress.PRESET.toSeconds()),
                        "sse_read_timeout", provider.definition().path("sse_read_timeout").asInt(300)),
                !McpOAuth.hasOwnClient(provider.secrets())));
    }

    private JsonNode asked(McpServerAddress server) {
        return found(server).orElseThrow(() -> ToolError.SERVER_FAILED.field("server_url", "reachable",
                "The server cannot be used: it answers with status 401, it wants to be authorized"));
    }

    /** What the server has; empty when it wants to be authorized. */
    private Optional<JsonNode> found(McpServerAddress server) {
        try {
            return Optional.of(json.valueToTree(client.tools(server)));
        } catch (McpFault refused) {
            if (refused.status() == 401) {
                return Optional.empty();
            }
            throw ToolError.SERVER_FAILED.field("server_url", "reachable", "The server cannot be used: %s",
                    refused.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ToolError.SERVER_FAILED.because("The call was given up");
        }
    }

    private static void check(SaveMcp server) {
        required("name", server.name(), 40);
        required("server_url", server.serverUrl(), 2_000);
        required("server_identifier", server.serverIdentifier(), 64);
        if (!server.serverIdentifier().matches("[a-z0-9_-]{1,64}")) {
            throw ToolError.SCHEMA_INVALID.field("server_identifier", "format",
                    "Parameter 'server_identifier' is made of small letters, digits, underscores and dashes");
        }
        try {
            Target.parse(server.serverUrl());
        } catch (Failure invalid) {
            throw ToolError.SCHEMA_INVALID.field("server_url", "format", "%s", invalid.getMessage());
        }
    }

    private static boolean has(Map<String, String> headers, String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static void required(String field, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            throw ToolError.SCHEMA_INVALID.field(field, value == null || value.isBlank() ? "required" : "length",
                    "Parameter '%s' must have 1 to %d characters", field, longest);
        }
    }

    private static void refuseOfPlugin(StoredProvider provider) {
        if (provider.pluginId() != null) {
            throw ToolError.OWNED_BY_PLUGIN.because("The server '%s' came with a plugin", provider.name());
        }
    }

    private static Map<String, String> headers(SaveMcp server, Map<String, String> stored) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (server.headers() != null) {
            server.headers().forEach((name, value) -> {
                if (name != null && value != null && !name.isBlank()) {
                    headers.put(name.strip(), Secrets.taken(value.strip(), stored.get(name.strip())));
                }
            });
        }
        return headers;
    }

    private ObjectNode definition(SaveMcp server) {
        ObjectNode definition = json.createObjectNode().put("label", server.name().strip())
                .put("server_url", server.serverUrl().strip()).put("icon", orEmpty(server.icon()))
                .put("icon_type", orEmpty(server.iconType())).put("icon_background", orEmpty(server.iconBackground()));
        SaveMcp.Configuration configuration = server.configuration();
        if (configuration != null && configuration.timeout() != null) {
            definition.put("timeout", Math.clamp(Math.round(configuration.timeout()), 1, MOST_SECONDS));
        }
        if (configuration != null && configuration.sseReadTimeout() != null) {
            definition.put("sse_read_timeout", Math.clamp(Math.round(configuration.sseReadTimeout()), 1, MOST_SECONDS));
        }
        return definition;
    }

    private static String orEmpty(String text) { return text == null ? "" : text; }
}
