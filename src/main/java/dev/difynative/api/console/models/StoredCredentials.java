package dev.difynative.api.console.models;

import java.util.Map;
import java.util.UUID;

import dev.difynative.models.credentials.ProviderCredentials.HiddenCredentials;

/** Credentials with their secrets hidden; all null when there are none. */
public record StoredCredentials(Map<String, String> credentials, UUID credentialId, String credentialName) {
    static final StoredCredentials NONE = new StoredCredentials(null, null, null);

    static StoredCredentials of(HiddenCredentials hidden) {
        return new StoredCredentials(hidden.values(), hidden.id(), hidden.name());
    }
}
