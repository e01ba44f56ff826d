package dev.difynative.auth.keys;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.auth.Tokens;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Tells on the request path whose an API key is: read once, then from memory for five minutes or until it is revoked. */
@ApplicationScoped
public class ApiKeys {
    private final SharedCache<String, Optional<ApiKeyPrincipal>> principals;
    private final KeyUse use;

    ApiKeys(SharedCaches caches, KeyUse use) {
        this.principals = caches.open("api-keys", KeyText.STRINGS);
        this.use = use;
    }

    /** Whose key the token is; empty for a token that was never issued or is revoked. */
    public Optional<ApiKeyPrincipal> find(String token) {
        return KeyTokens.isWellFormed(token) ? principals.get(Tokens.hash(token), this::load) : Optional.empty();
    }

    /** What an event loop may ask: the answer of {@link #find} if it is in memory, null when it must be read first. */
    public Optional<ApiKeyPrincipal> peek(String token) {
        return KeyTokens.isWellFormed(token) ? principals.peek(Tokens.hash(token)) : Optional.empty();
    }

    /** Remembers that a key was used just now; it is written later, together with the others. */
    public void touch(UUID keyId) {
        use.note(keyId);
    }

    void revoked(String tokenHash) { principals.drop(tokenHash); }

    private Optional<ApiKeyPrincipal> load(String tokenHash) {
        return QuarkusTransaction.joiningExisting().call(() -> ApiKey.findByHash(tokenHash).map(ApiKeys::principal));
    }

    private static ApiKeyPrincipal principal(ApiKey key) {
        return new ApiKeyPrincipal(key.id, key.tenantId, key.appId, key.kind, key.permissionSet(), key.createdBy);
    }
}
