package dev.difynative.models.provider;

import java.util.List;
import java.util.Map;

import dev.difynative.platform.net.Target;

/**
 * A provider as one workspace has configured it: the base of its URLs without a slash at the end, the headers that
 * authenticate, and the secrets that no message may contain.
 */
public record ProviderEndpoint(String provider, String base, String query, Map<String, String> headers, List<String> secrets) {
    private static final String HIDDEN = "***";

    /** The URL of a path below the base, the endpoint's own query included. */
    public Target at(String path) {
        return Target.parse(base + path + (query == null ? "" : "?" + query));
    }

    /** A provider's words without our secrets, and not too many of them. */
    public String presentable(String message) {
        String shown = message;
        for (String secret : secrets) {
            if (secret.length() >= 4) {
                shown = shown.replace(secret, HIDDEN);
            }
        }
        return shown.length() > 500 ? shown.substring(0, 500) : shown;
    }
}
