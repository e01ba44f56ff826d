package dev.difynative.apps.extension;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An API-based extension as the console shows it: the key is masked. */
@RegisterForReflection
public record ExtensionView(UUID id, String name, String apiEndpoint, String apiKey, Instant createdAt) {
    private static final int SHOWN = 3;

    static ExtensionView of(ApiBasedExtension extension, String apiKey) {
        return new ExtensionView(extension.id, extension.name, extension.apiEndpoint, masked(apiKey), extension.createdAt);
    }

    static String masked(String apiKey) {
        // A short key would be shown whole by its two ends.
        return apiKey.length() < 4 * SHOWN
                ? apiKey.charAt(0) + "******" + apiKey.charAt(apiKey.length() - 1)
                : apiKey.substring(0, SHOWN) + "******" + apiKey.substring(apiKey.length() - SHOWN);
    }
}
