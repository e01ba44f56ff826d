package dev.difynative.apps.extension;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A service of the workspace's own that apps ask for moderation or for the values of variables. */
@Entity
@Table(name = "api_based_extensions")
public class ApiBasedExtension extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String name;
    public String apiEndpoint;
    public String sealedApiKey;
    public Instant createdAt;

    static Optional<ApiBasedExtension> findOwned(UUID tenantId, UUID extensionId) {
        return find("tenantId = ?1 and id = ?2", tenantId, extensionId).firstResultOptional();
    }

    static List<ApiBasedExtension> ofTenant(UUID tenantId) {
        return list("tenantId = ?1 order by createdAt desc, id desc", tenantId);
    }
}
