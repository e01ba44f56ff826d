package dev.difynative.tools.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.difynative.tools.ToolError;
import dev.difynative.tools.provider.Secrets;

/**
 * How calls to an API prove who calls; the names are those of Dify's own form.
 *
 * @param name
 *            of the header or query parameter
 */
record ApiAuth(Kind kind, String name, String value) {
    private static final String TYPE = "auth_type";
    private static final String VALUE = "api_key_value";
    private static final String HEADER = "api_key_header";
    private static final String PREFIX = "api_key_header_prefix";
    private static final String QUERY = "api_key_query_param";
    private static final Set<String> TYPES = Set.of("none", "api_key", "api_key_header", "api_key_query");

    enum Kind {
        NONE, HEADER, QUERY
    }

    static ApiAuth of(Map<String, String> credentials) {
        String value = credentials.getOrDefault(VALUE, "");
        return switch (credentials.getOrDefault(TYPE, "none")) {
            case "api_key_query" -> new ApiAuth(Kind.QUERY, credentials.getOrDefault(QUERY, "key"), value);
            case "api_key", "api_key_header" -> new ApiAuth(Kind.HEADER, credentials.getOrDefault(HEADER, "Authorization"),
                    prefixed(credentials.getOrDefault(PREFIX, "custom"), value));
            default -> new ApiAuth(Kind.NONE, "", "");
        };
    }

    private static String prefixed(String prefix, String value) {
        return switch (prefix.toLowerCase(java.util.Locale.ROOT)) {
            case "bearer" -> "Bearer " + value;
            // A name with a password is encoded here; what has been encoded has no colon.
            case "basic" -> "Basic " + (value.indexOf(':') < 0
                    ? value
                    : Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            default -> value;
        };
    }

    /** The credentials as they are stored; {@code stored} fills what was sent back masked, or is empty. */
    static Map<String, String> taken(Map<String, Object> sent, Map<String, String> stored) {
        Map<String, String> taken = new LinkedHashMap<>();
        if (sent != null) {
            sent.forEach((name, value) -> {
                if (value != null) {
                    taken.put(name, Secrets.taken(value.toString(), stored.get(name)));
                }
            });
        }
        String type = taken.computeIfAbsent(TYPE, none -> "none");
        if (!TYPES.contains(type)) {
            throw ToolError.CREDENTIALS_INVALID.field("credentials.auth_type", "enum",
                    "Parameter 'auth_type' must be one of none, api_key_header, api_key_query");
        }
        if (!type.equals("none") && taken.getOrDefault(VALUE, "").isBlank()) {
            throw ToolError.CREDENTIALS_INVALID.field("credentials.api_key_value", "required",
                    "Parameter 'api_key_value' is required");
        }
        return taken;
    }

    static Map<String, String> masked(Map<String, String> credentials) {
        Map<String, String> shown = new LinkedHashMap<>(credentials);
        shown.computeIfPresent(VALUE, (name, value) -> Secrets.masked(value));
        return shown;
    }
}
