package dev.difynative.appserver;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An app that is published as a server of the Model Context Protocol. */
@Entity
@Table(name = "app_mcp_servers")
public class AppServer extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public UUID appId;
    public String serverCode;
    public String description;
    public boolean active;
    public String parameters;
    public Instant createdAt;
    public Instant updatedAt;

    static Optional<AppServer> findOfApp(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and appId = ?2", tenantId, appId).firstResultOptional();
    }

    static Optional<AppServer> findOwned(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2", tenantId, id).firstResultOptional();
    }

    /** In all workspaces: the code is what a caller has instead of a workspace. */
    static Optional<AppServer> findByCode(String code) {
        return find("serverCode", code).firstResultOptional();
    }
}
