package dev.difynative.models.credentials;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.provider.Json;
import dev.difynative.platform.crypto.CredentialVault;

/** Credentials as they are stored: one sealed JSON text, bound to workspace and provider. */
@Singleton
class SealedCredentials {
    private final CredentialVault vault;

    SealedCredentials(CredentialVault vault) { this.vault = vault; }

    String seal(UUID tenantId, String provider, Map<String, String> credentials) {
        try {
            return vault.seal(tenantId, "model-provider/" + provider, Json.MAPPER.writeValueAsString(credentials));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Map<String, String> open(UUID tenantId, String provider, String sealed) {
        try {
            Map<String, String> credentials = new LinkedHashMap<>();
            JsonNode stored = Json.MAPPER.readTree(vault.open(tenantId, "model-provider/" + provider, sealed));
            stored.properties().forEach(field -> credentials.put(field.getKey(), field.getValue().asText()));
            return credentials;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
