package dev.difynative.tools.mcp;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.Target;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;

/**
 * Authorizes this service at servers of the Model Context Protocol by OAuth 2.1: a code that a person consents to, bound by PKCE,
 * or the client's own credentials. What is known meanwhile travels sealed in the parameter {@code state}, so that any instance
 * may finish what another one began; tokens lie beside the provider's headers, sealed too.
 */
@Singleton
class McpOAuth {
    /** No header has a colon in its name: what begins like this is no header. */
    private static final String PREFIX = "oauth:";
    private static final String CLIENT_ID = PREFIX + "client_id";
    private static final String CLIENT_SECRET = PREFIX + "client_secret";
    private static final String OWN = PREFIX + "own";
    private static final String ENDPOINT = PREFIX + "token_endpoint";
    private static final String BASIC = PREFIX + "basic";
    private static final String RESOURCE = PREFIX + "resource";
    private static final String SCOPE = PREFIX + "scope";
    private static final String ACCESS = PREFIX + "access_token";
    private static final String REFRESH = PREFIX + "refresh_token";
    private static final String ENDS = PREFIX + "ends_at";
    private static final String PURPOSE = "mcp-oauth";
    private static final Duration TIME_TO_CONSENT = Duration.ofMinutes(10);
    private static final long EARLY_SECONDS = 30;
    private static final int LOCKS = 64;

    private final OAuthClient client;
    private final ToolProviders providers;
    private final CredentialVault vault;
    private final ObjectMapper json;
    private final Clock clock;
    /** One for many providers: to wait for a stranger's renewal now and then costs less than to remember each provider. */
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();
    private final SecureRandom random = new SecureRandom();

    McpOAuth(OAuthClient client, ToolProviders providers, CredentialVault vault, ObjectMapper json, Clock clock) {
        this.client = client;
        this.providers = providers;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** Whose authorization was finished. */
    record Finished(UUID tenantId, String providerId) {}

    /** What is stored for a client that the server's operator has registered. */
    static Map<String, String> of(String clientId, String clientSecret) {
        return clientId == null || clientId.isBlank()
                ? Map.of()
                : Map.of(CLIENT_ID, clientId.strip(), CLIENT_SECRET, clientSecret == null ? "" : clientSecret.strip(), OWN,
                        "true");
    }

    /** The headers among what is stored. */
    static Map<String, String> headers(Map<String, String> secrets) {
        Map<String, String> headers = new LinkedHashMap<>(secrets);
        headers.keySet().removeIf(name -> name.startsWith(PREFIX));
        return headers;
    }

    /** The rest of what is stored. */
    static Map<String, String> grants(Map<String, String> secrets) {
        Map<String, String> grants = new LinkedHashMap<>(secrets);
        grants.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return grants;
    }

    static boolean hasToken(Map<String, String> secrets) { return secrets.containsKey(ACCESS); }

    /** Null when there is none. */
    static String clientSecret(Map<String, String> secrets) { return secrets.get(CLIENT_SECRET); }

    static boolean hasOwnClient(Map<String, String> secrets) { return secrets.containsKey(OWN); }

    /** Where a person consents; empty when the client itself has got a token. */
    Optional<String> begin(StoredProvider provider, String redirectUri) {
        String url = provider.text("server_url");
        OAuthServer server = client.discover(url);
        Map<String, String> grants = grants(provider.secrets());
        OAuthClient.Client known = grants.containsKey(CLIENT_ID)
                ? new OAuthClient.Client(grants.get(CLIENT_ID), grants.getOrDefault(CLIENT_SECRET, ""))
                : client.register(url, server, redirectUri);
        Map<String, String> begun = new LinkedHashMap<>(grants);
        begun.keySet().retainAll(Set.of(OWN));
        begun.putAll(Map.of(CLIENT_ID, known.id(), CLIENT_SECRET, known.secret(), ENDPOINT,
                server.token(), BASIC, Boolean.toString(server.basic()), RESOURCE, server.resource(), SCOPE, server.scope()));
        if (server.clientAlone()) {
            keep(provider, begun, ofClientAlone(begun));
            return Optional.empty();
        }
        Target.parse(server.authorization());
        String verifier = verifier();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", known.id());
        query.put("redirect_uri", redirectUri);
        query.put("code_challenge", Sha256.base64Url(verifier));
        query.put("code_challenge_method", "S256");
        query.put("resource", server.resource());
        if (!server.scope().isEmpty()) {
            query.put("scope", server.scope());
        }
        begun.put("provider", provider.id().toString());
        begun.put("verifier", verifier);
        begun.put("redirect_uri", redirectUri);
        begun.put("until", Long.toString(clock.instant().plus(TIME_TO_CONSENT).getEpochSecond()));
        query.put("state", provider.tenantId() + "." + vault.seal(provider.tenantId(), PURPOSE, text(begun)));
        return Optional.of(server.authorization() + (server.authorization().contains("?") ? "&" : "?") + OAuthClient.form(query));
    }

    /** Takes the code that the consent has brought, for a token. */
    Finished finish(String state, String code) {
        UUID tenantId = Ids.tryParse(state == null ? "" : state.replaceFirst("\\..*", "")).orElseThrow(McpOAuth::unknownState);
        Map<String, String> begun = opened(tenantId, state.substring(state.indexOf('.') + 1));
        if (clock.instant().getEpochSecond() > Long.parseLong(begun.get("until"))) {
            throw OAuthClient.refused("the consent took too long: begin again");
        }
        StoredProvider provider = providers.get(tenantId, ToolKind.MCP, begun.get("provider"));
        Map<String, String> grant = Map.of("grant_type", "authorization_code", "code", code == null ? "" : code, "redirect_uri",
                begun.get("redirect_uri"), "code_verifier", begun.get("verifier"), "resource", begun.get(RESOURCE));
        keep(provider, grants(begun), grant);
        return new Finished(tenantId, begun.get("provider"));
    }

    /** Where a provider's server is and what calls to it carry: its headers and, where it has one, a token in force. */
    McpServerAddress address(StoredProvider provider) {
        Map<String, String> headers = headers(provider.secrets());
        if (hasToken(provider.secrets())) {
            headers.put("Authorization", "Bearer " + inForce(provider).secrets().get(ACCESS));
        }
        return McpServerAddress.of(provider.definition(), headers);
    }

    private StoredProvider inForce(StoredProvider provider) {
        if (isInForce(provider)) {
            return provider;
        }
        synchronized (locks[Math.floorMod(provider.id().hashCode(), LOCKS)]) {
            // Another call may have done it meanwhile, or another instance.
            providers.forget(provider.tenantId());
            StoredProvider current = providers.get(provider.tenantId(), ToolKind.MCP, provider.id().toString());
            if (isInForce(current)) {
                return current;
            }
            Map<String, String> grants = grants(current.secrets());
            boolean refreshable = grants.containsKey(REFRESH);
            try {
                keep(current, grants, refreshable
                        ? Map.of("grant_type", "refresh_token", "refresh_token", grants.get(REFRESH), "resource",
                                grants.get(RESOURCE))
                        : ofClientAlone(grants));
            } catch (Failure refused) {
                throw new ToolFailure("The authorization at the server '%s' has ended, and must be given again: %s"
                        .formatted(current.name(), refused.getMessage()));
            }
            return providers.get(provider.tenantId(), ToolKind.MCP, provider.id().toString());
        }
    }

    private static Map<String, String> ofClientAlone(Map<String, String> known) {
        Map<String, String> grant = new LinkedHashMap<>(
                Map.of("grant_type", "client_credentials", "resource", known.get(RESOURCE)));
        if (!known.getOrDefault(SCOPE, "").isEmpty()) {
            grant.put("scope", known.get(SCOPE));
        }
        return grant;
    }

    private boolean isInForce(StoredProvider provider) {
        String ends = provider.secrets().get(ENDS);
        return ends == null || clock.instant().getEpochSecond() + EARLY_SECONDS < Long.parseLong(ends);
    }

    /** Gets a token for a grant and keeps it. */
    private void keep(StoredProvider provider, Map<String, String> known, Map<String, String> grant) {
        JsonNode tokens = client.token(provider.text("server_url"), known.get(ENDPOINT),
                new OAuthClient.Client(known.get(CLIENT_ID), known.getOrDefault(CLIENT_SECRET, "")),
                Boolean.parseBoolean(known.get(BASIC)), grant);
        Map<String, String> secrets = headers(provider.secrets());
        secrets.putAll(known);
        secrets.put(ACCESS, tokens.get("access_token").asText());
        if (tokens.hasNonNull("refresh_token")) {
            secrets.put(REFRESH, tokens.get("refresh_token").asText());
        }
        secrets.remove(ENDS);
        if (tokens.path("expires_in").asLong(0) > 0) {
            secrets.put(ENDS, Long.toString(clock.instant().getEpochSecond() + tokens.get("expires_in").asLong()));
        }
        providers.update(provider.tenantId(), provider.id(),
                new ToolProviders.Content(provider.name(), provider.definition(), secrets));
    }

    private Map<String, String> opened(UUID tenantId, String sealed) {
        try {
            Map<String, String> begun = new LinkedHashMap<>();
            json.readTree(vault.open(tenantId, PURPOSE, sealed)).properties()
                    .forEach(field -> begun.put(field.getKey(), field.getValue().asText()));
            return begun;
        } catch (SealedValueException | JsonProcessingException forged) {
            throw unknownState();
        }
    }

    private String text(Map<String, String> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String verifier() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Failure unknownState() {
        return OAuthClient.refused("the parameter 'state' is not one that this service has given");
    }
}
