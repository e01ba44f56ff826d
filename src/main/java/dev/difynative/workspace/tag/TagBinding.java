package dev.difynative.workspace.tag;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Says that a dataset or an app has a tag. */
@Entity
@Table(name = "tag_bindings")
@IdClass(TagBinding.Key.class)
public class TagBinding extends PanacheEntityBase {
    @Id public UUID tagId;
    @Id public UUID targetId;
    public UUID tenantId;
    public UUID createdBy;
    public Instant createdAt;

    /** Hibernate makes keys by reflection. */
    @RegisterForReflection
    public record Key(UUID tagId, UUID targetId) implements Serializable {}
}
