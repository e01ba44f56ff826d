package dev.difynative.tools.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolKind;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A provider of tools that a workspace has added. */
@Entity
@Table(name = "tool_providers")
public class ToolProvider extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    @Enumerated(EnumType.STRING) public ToolKind kind;
    public String name;
    public String definition;
    public String sealed;
    public String pluginId;
    public UUID createdBy;
    public Instant createdAt;
    public Instant updatedAt;

    static List<ToolProvider> listOf(UUID tenantId) { return list("tenantId = ?1 order by createdAt, id", tenantId); }

    static Optional<ToolProvider> findOwned(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2", tenantId, id).firstResultOptional();
    }

    static boolean nameTaken(UUID tenantId, ToolKind kind, String name, UUID except) {
        return count("tenantId = ?1 and kind = ?2 and name = ?3 and id <> ?4", tenantId, kind, name, except) > 0;
    }

    static long removeOfPlugin(UUID tenantId, String pluginId) {
        return delete("tenantId = ?1 and pluginId = ?2", tenantId, pluginId);
    }
}
