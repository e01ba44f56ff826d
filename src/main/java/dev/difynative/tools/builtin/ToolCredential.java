package dev.difynative.tools.builtin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A named set of credentials of a built-in provider of tools, sealed. */
@Entity
@Table(name = "tool_credentials")
public class ToolCredential extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String provider;
    public String name;
    public String sealed;
    @Column(name = "is_default") public boolean preset;
    public Instant createdAt;
    public Instant updatedAt;

    static List<ToolCredential> listOf(UUID tenantId) { return list("tenantId = ?1 order by createdAt, id", tenantId); }

    static List<ToolCredential> listOf(UUID tenantId, String provider) {
        return list("tenantId = ?1 and provider = ?2 order by createdAt, id", tenantId, provider);
    }

    static Optional<ToolCredential> findOwned(UUID tenantId, String provider, UUID id) {
        return find("tenantId = ?1 and provider = ?2 and id = ?3", tenantId, provider, id).firstResultOptional();
    }
}
