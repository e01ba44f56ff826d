package dev.difynative.models;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The model of a type that a workspace has chosen as its default. */
@Entity
@Table(name = "default_models")
public class DefaultModel extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String modelType;
    public String provider;
    public String model;

    static Optional<DefaultModel> findOwned(UUID tenantId, ModelType type) {
        return find("tenantId = ?1 and modelType = ?2", tenantId, type.wireName()).firstResultOptional();
    }
}
