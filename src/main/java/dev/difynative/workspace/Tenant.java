package dev.difynative.workspace;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A workspace: everything that is made belongs to one, and nothing is seen from another. */
@Entity
@Table(name = "tenants")
public class Tenant extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public String name;
    public Plan plan;
    public String planSettings;
    public TenantStatus status;
    public Instant trialEndAt;
    public Instant createdAt;

    static Optional<Tenant> findTenant(UUID tenantId) { return findByIdOptional(tenantId); }
}
