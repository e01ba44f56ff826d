package dev.difynative.models.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A named set of credentials of a provider, sealed; of those of one provider one is active. */
@Entity
@Table(name = "provider_credentials")
public class ProviderCredential extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String provider;
    public String name;
    public String sealed;
    public boolean active;
    public Instant createdAt;
    public Instant updatedAt;

    /**
     * Lets only one transaction at a time change the sets of a provider, so that two cannot take the same name or put both of theirs
     * in force. There may be no row yet that could be locked.
     */
    static void lockAll(UUID tenantId, String provider) {
        TransactionLock.take("provider-credentials:" + tenantId + ":" + provider);
    }

    static Optional<ProviderCredential> findOwned(UUID tenantId, String provider, UUID id) {
        return find("tenantId = ?1 and provider = ?2 and id = ?3", tenantId, provider, id).firstResultOptional();
    }

    static Optional<ProviderCredential> findActive(UUID tenantId, String provider) {
        return find("tenantId = ?1 and provider = ?2 and active", tenantId, provider).firstResultOptional();
    }

    static List<ProviderCredential> listOf(UUID tenantId, String provider) {
        return list("tenantId = ?1 and provider = ?2 order by createdAt, id", tenantId, provider);
    }

    /** All of a workspace, in the order in which they were configured. */
    static List<ProviderCredential> listOf(UUID tenantId) {
        return list("tenantId = ?1 order by createdAt, id", tenantId);
    }
}
