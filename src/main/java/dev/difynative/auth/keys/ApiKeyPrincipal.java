package dev.difynative.auth.keys;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls with an API key; {@code appId} is null unless the key is one app's, {@code permissions} empty unless a workspace's.
 * {@code createdBy} is the account that made it, null if nobody knows.
 */
public record ApiKeyPrincipal(UUID keyId, UUID tenantId, UUID appId, ApiKeyKind kind, Set<Permission> permissions,
        UUID createdBy) {

    public ApiKeyPrincipal {
        permissions = Set.copyOf(permissions);
    }
}
