package dev.difynative.auth.keys;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.auth.AuthError;
import dev.difynative.auth.Tokens;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.platform.error.CommonError;

/** Issues API keys, lists them and takes them back. */
@Singleton
public class ApiKeyService {
    private static final int MAX_KEYS = 10;

    private final ApiKeys keys;
    private final Clock clock;

    ApiKeyService(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes a key. The answer is the only place where its whole token is ever seen. */
    @Transactional
    public IssuedKey issue(KeyScope scope, KeyTerms terms, UUID accountId) {
        ApiKey.lockScope(scope);
        if (ApiKey.countOf(scope) >= MAX_KEYS) {
            throw AuthError.TOO_MANY_KEYS.because("There cannot be more than %d keys; delete one first", MAX_KEYS);
        }
        String token = scope.kind().prefix() + RandomText.alphanumeric(KeyTokens.RANDOM_LENGTH);
        ApiKey key = new ApiKey();
        key.tenantId = scope.tenantId();
        key.appId = scope.appId();
        key.kind = scope.kind();
        key.name = terms.name();
        key.permit(terms.permissions());
        key.tokenHash = Tokens.hash(token);
        key.tokenHint = KeyTokens.hint(scope.kind(), token);
        key.createdBy = accountId;
        key.createdAt = clock.instant();
        key.persist();
        return IssuedKey.of(key, token);
    }

    /** Takes over a key that was issued elsewhere, so that programs can go on using it. Only its hash is kept. */
    @Transactional
    public UUID adopt(KeyScope scope, String token, UUID accountId) {
        if (!KeyTokens.isWellFormed(token) || !token.startsWith(scope.kind().prefix())) {
            throw CommonError.INVALID_PARAM.because("This is no whole key of kind '%s'", scope.kind().wire());
        }
        String hash = Tokens.hash(token);
        if (ApiKey.findByHash(hash).isPresent()) {
            throw CommonError.INVALID_PARAM.because("This key is in use here already");
        }
        ApiKey key = new ApiKey();
        key.tenantId = scope.tenantId();
        key.appId = scope.appId();
        key.kind = scope.kind();
        key.permit(Set.of());
        key.tokenHash = hash;
        key.tokenHint = KeyTokens.hint(scope.kind(), token);
        key.createdBy = accountId;
        key.createdAt = clock.instant();
        key.persist();
        // Somebody may have tried it here before.
        keys.revoked(hash);
        return key.id;
    }

    /** The keys of a scope with their tokens masked. */
    @Transactional
    public List<IssuedKey> list(KeyScope scope) {
        return ApiKey.of(scope).stream().map(key -> IssuedKey.of(key, key.tokenHint)).toList();
    }

    @Transactional
    public void revoke(KeyScope scope, UUID keyId) {
        ApiKey key = ApiKey.findOwned(scope, keyId).orElseThrow(() -> AuthError.KEY_NOT_FOUND.because("API key not found"));
        key.delete();
        keys.revoked(key.tokenHash);
    }

    /** Takes back every key of an app, because the app is going away. */
    @Transactional
    public void revokeAllOf(UUID tenantId, UUID appId) {
        for (ApiKey key : ApiKey.ofApp(tenantId, appId)) {
            key.delete();
            keys.revoked(key.tokenHash);
        }
    }
}
