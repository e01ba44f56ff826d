package dev.difynative.apps;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.apps.access.AppAccess;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.Panache;

/** Knows which apps search which datasets, so that a dataset in use is not deleted. */
@ApplicationScoped
public class AppDatasets {
    private final AppIcons icons;

    AppDatasets(AppIcons icons) { this.icons = icons; }

    /**
     * Says which datasets an app searches from now on. An id that is no dataset of the workspace is left out: a configuration
     * may name one that is gone.
     */
    @Transactional
    public void replace(UUID tenantId, UUID appId, Collection<String> datasetIds) {
        AppDataset.delete("tenantId = ?1 and appId = ?2", tenantId, appId);
        UUID[] ids = datasetIds.stream().flatMap(text -> Ids.tryParse(text).stream()).distinct().toArray(UUID[]::new);
        if (ids.length > 0) {
            Panache.getEntityManager().createNativeQuery("""
                    insert into app_datasets (app_id, dataset_id, tenant_id)
                    select :app, id, tenant_id from datasets where tenant_id = :tenant and id in (:ids)""")
                    .setParameter("app", appId).setParameter("tenant", tenantId).setParameter("ids", List.of(ids))
                    .executeUpdate();
        }
    }

    /** How many apps search each dataset; one that none searches has no entry. */
    @Transactional
    public Map<UUID, Integer> counts(UUID tenantId, Collection<UUID> datasetIds) {
        Map<UUID, Integer> counts = new HashMap<>();
        Panache.getEntityManager().createQuery("""
                select a.datasetId, count(a) from AppDataset a where a.tenantId = :tenant and a.datasetId in :ids
                group by a.datasetId""", Object[].class).setParameter("tenant", tenantId).setParameter("ids", datasetIds)
                .getResultStream().forEach(row -> counts.put((UUID) row[0], Math.toIntExact((Long) row[1])));
        return counts;
    }

    /** The apps that search a dataset, newest first, without those that are not for this member; null sees all. */
    @Transactional
    public List<RelatedApp> appsUsing(UUID tenantId, UUID datasetId, UUID accountId) {
        return Panache.getEntityManager().createQuery("""
                select a from App a join AppDataset d on d.appId = a.id
                where d.tenantId = :tenant and d.datasetId = :dataset and a.tenantId = :tenant
                    and (:account is null or a.access = :all or a.createdBy = :account or a.access = :chosen and exists
                        (select 1 from AppMember m where m.appId = a.id and m.accountId = :account))
                order by a.createdAt desc, a.id desc""", App.class).setParameter("tenant", tenantId)
                .setParameter("dataset", datasetId).setParameter("account", accountId)
                .setParameter("all", AppAccess.ALL_TEAM_MEMBERS).setParameter("chosen", AppAccess.PARTIAL_MEMBERS)
                .getResultStream().map(app -> RelatedApp.of(app, icons.url(tenantId, app.iconType, app.icon))).toList();
    }
}
