package dev.difynative.plugins;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A plugin in a workspace, with the package that it is made of. */
@Entity
@Table(name = "plugin_installations")
public class PluginInstallation extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String pluginId;
    public String version;
    public String sha256;
    @Column(name = "package") public String content;
    public UUID installedBy;
    public Instant installedAt;
    public Instant updatedAt;

    static List<PluginInstallation> listOf(UUID tenantId) { return list("tenantId = ?1 order by installedAt, id", tenantId); }

    static Optional<PluginInstallation> lockOwned(UUID tenantId, String pluginId) {
        return find("tenantId = ?1 and pluginId = ?2", tenantId, pluginId).withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    static Optional<PluginInstallation> findOwned(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2", tenantId, id).firstResultOptional();
    }

    /** In how many workspaces of this service each plugin is: its id and the number. */
    static List<Object[]> counts() {
        return getEntityManager().createQuery("select i.pluginId, count(i) from PluginInstallation i group by i.pluginId",
                Object[].class).getResultList();
    }
}
