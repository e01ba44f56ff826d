package dev.difynative.auth.keys;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An API key; the token itself is not kept, only its hash and a hint for the eye. */
@Entity
@Table(name = "api_keys")
public class ApiKey extends PanacheEntityBase {
    private static final String IN_SCOPE = "tenantId = ?1 and kind = ?2 and appId is not distinct from ?3";

    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public UUID appId;
    public ApiKeyKind kind;
    public String name;
    public String permissions;
    public String tokenHash;
    public String tokenHint;
    public String sealedToken;
    public UUID createdBy;
    public Instant createdAt;
    public Instant lastUsedAt;

    static Optional<ApiKey> findByHash(String tokenHash) { return find("tokenHash", tokenHash).firstResultOptional(); }

    static Optional<ApiKey> findOwned(KeyScope scope, UUID keyId) {
        return find(IN_SCOPE + " and id = ?4", scope.tenantId(), scope.kind(), scope.appId(), keyId).firstResultOptional();
    }

    /** The keys of a scope, oldest first. */
    static List<ApiKey> of(KeyScope scope) {
        return list(IN_SCOPE + " order by createdAt, id", scope.tenantId(), scope.kind(), scope.appId());
    }

    /** All keys of an app, of whatever kind. */
    static List<ApiKey> ofApp(UUID tenantId, UUID appId) {
        return list("tenantId = ?1 and appId = ?2", tenantId, appId);
    }

    static long countOf(KeyScope scope) { return count(IN_SCOPE, scope.tenantId(), scope.kind(), scope.appId()); }

    /** Lets only one transaction at a time add to a scope, so that two cannot both make the last key. */
    static void lockScope(KeyScope scope) {
        TransactionLock.take("api-keys:" + scope);
    }

    Set<Permission> permissionSet() {
        return permissions == null || permissions.isEmpty()
                ? Set.of()
                : Arrays.stream(permissions.split(","))
                        .map(word -> Permission.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }

    void permit(Set<Permission> permitted) {
        permissions = permitted.stream().map(Permission::wire).collect(Collectors.joining(","));
    }
}
