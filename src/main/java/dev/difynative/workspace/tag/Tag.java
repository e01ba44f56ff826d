package dev.difynative.workspace.tag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A word by which people sort datasets or apps. */
@Entity
@Table(name = "tags")
public class Tag extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String type;
    public String name;
    public UUID createdBy;
    public Instant createdAt;

    static Optional<Tag> findOwned(UUID tenantId, UUID tagId) {
        return find("tenantId = ?1 and id = ?2", tenantId, tagId).firstResultOptional();
    }

    static List<Tag> listByIds(UUID tenantId, String type, Collection<UUID> ids) {
        return list("tenantId = ?1 and type = ?2 and id in ?3", tenantId, type, ids);
    }
}
