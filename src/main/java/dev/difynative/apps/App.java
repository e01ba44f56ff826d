package dev.difynative.apps;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.apps.access.AppAccess;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An application of a workspace: what people chat with, or what a program calls. */
@Entity
@Table(name = "apps")
public class App extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String name;
    public AppMode mode;
    public String description;
    public String iconType;
    public String icon;
    public String iconBackground;
    public boolean useIconAsAnswerIcon;
    public boolean enableSite;
    public boolean enableApi;
    public int apiRpm;
    public int apiRph;
    public int maxActiveRequests;
    public boolean isDemo;
    public AppAccess access = AppAccess.ALL_TEAM_MEMBERS;
    public UUID modelConfigId;
    public UUID createdBy;
    public Instant createdAt;
    public UUID updatedBy;
    public Instant updatedAt;

    public static Optional<App> findOwned(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and id = ?2", tenantId, appId).firstResultOptional();
    }

    /** The same, and nobody else changes or deletes the app until this transaction ends. */
    public static Optional<App> lockOwned(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and id = ?2", tenantId, appId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** Lets only one transaction at a time choose a free name in a workspace, so that many at once do not all choose the same. */
    static void lockNames(UUID tenantId) {
        TransactionLock.take("app-names:" + tenantId);
    }

    static List<String> names(UUID tenantId) {
        return getEntityManager().createQuery("select a.name from App a where a.tenantId = :tenant", String.class)
                .setParameter("tenant", tenantId).getResultList();
    }

    /** The ids of the first {@code limit} apps of some modes. */
    static List<UUID> idsOf(UUID tenantId, List<AppMode> modes, int limit) {
        return getEntityManager()
                .createQuery("select a.id from App a where a.tenantId = :tenant and a.mode in :modes", UUID.class)
                .setParameter("tenant", tenantId).setParameter("modes", modes).setMaxResults(limit).getResultList();
    }

    static Optional<AppRow> findRow(UUID tenantId, UUID appId) {
        return getEntityManager().createQuery(AppRow.SELECT + " where a.tenantId = :tenant and a.id = :app", Object[].class)
                .setParameter("tenant", tenantId).setParameter("app", appId).getResultStream().findFirst().map(AppRow::of);
    }
}
