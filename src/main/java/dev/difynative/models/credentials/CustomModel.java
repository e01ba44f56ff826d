package dev.difynative.models.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.models.ModelType;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A model that a workspace has added by name; {@code sealed} holds credentials of its own, or null. */
@Entity
@Table(name = "custom_models")
public class CustomModel extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String provider;
    public String model;
    public String modelType;
    public String sealed;
    public Instant createdAt;
    public Instant updatedAt;

    static Optional<CustomModel> findOwned(UUID tenantId, String provider, ModelType type, String model) {
        return find("tenantId = ?1 and provider = ?2 and modelType = ?3 and model = ?4", tenantId, provider, type.wireName(),
                model)
                .firstResultOptional();
    }

    static List<CustomModel> listOf(UUID tenantId, String provider) {
        return list("tenantId = ?1 and provider = ?2 order by createdAt, id", tenantId, provider);
    }

    static List<CustomModel> listOf(UUID tenantId) { return list("tenantId = ?1 order by createdAt, id", tenantId); }
}
