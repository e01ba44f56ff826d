package dev.difynative.apps;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
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

    static Optional<App> findOwned(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and id = ?2", tenantId, appId).firstResultOptional();
    }

    /** The same, and nobody else changes or deletes the app until this transaction ends. */
    static Optional<App> lockOwned(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and id = ?2", tenantId, appId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
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

    static long count(UUID tenantId, AppFilter filter) {
        return count("from App a where " + filter.where(), filter.parameters(tenantId));
    }

    /**
     * The ids of a page of {@code total} apps, newest first: found in an index and from its nearer end, so that the last page
     * costs no more than the first.
     */
    static List<UUID> page(UUID tenantId, AppFilter filter, PageRequest page, long total) {
        long count = Math.min(page.limit(), total - page.offset());
        if (count <= 0) {
            return List.of();
        }
        boolean fromEnd = page.offset() > total / 2;
        String order = fromEnd ? " order by a.createdAt, a.id" : " order by a.createdAt desc, a.id desc";
        var query = getEntityManager().createQuery("select a.id from App a where " + filter.where() + order, UUID.class);
        filter.parameters(tenantId).forEach(query::setParameter);
        List<UUID> ids = query.setFirstResult((int) (fromEnd ? total - page.offset() - count : page.offset()))
                .setMaxResults((int) count).getResultList();
        return fromEnd ? ids.reversed() : ids;
    }

    /** The ids of a page of those that a filter lets through, newest first, and how many there are in all. */
    record Found(List<UUID> ids, long total) {}

    /** Counted and paged at once: to find names costs more than to bring what was found into order. */
    static Found search(UUID tenantId, AppFilter filter, PageRequest page) {
        var query = getEntityManager().createQuery("select a.id, count(*) over () from App a where " + filter.where()
                + " order by a.createdAt desc, a.id desc", Object[].class);
        filter.parameters(tenantId).forEach(query::setParameter);
        List<Object[]> found = query.setFirstResult(page.offset()).setMaxResults(page.limit()).getResultList();
        long total = found.isEmpty() ? page.page() > 1 ? count(tenantId, filter) : 0 : (Long) found.getFirst()[1];
        return new Found(found.stream().map(row -> (UUID) row[0]).toList(), total);
    }

    /** The ids of what comes after an app in the same order, or of the first ones when it is null. */
    static List<UUID> after(UUID tenantId, AppFilter filter, App last, int count) {
        var query = getEntityManager().createQuery("select a.id from App a where " + filter.where()
                + (last == null ? "" : " and (a.createdAt, a.id) < (:time, :last)")
                + " order by a.createdAt desc, a.id desc", UUID.class);
        filter.parameters(tenantId).forEach(query::setParameter);
        if (last != null) {
            query.setParameter("time", last.createdAt).setParameter("last", last.id);
        }
        return query.setMaxResults(count).getResultList();
    }

    static Optional<AppRow> findRow(UUID tenantId, UUID appId) {
        return getEntityManager().createQuery(AppRow.SELECT + " where a.tenantId = :tenant and a.id = :app", Object[].class)
                .setParameter("tenant", tenantId).setParameter("app", appId).getResultStream().findFirst().map(AppRow::of);
    }
}
