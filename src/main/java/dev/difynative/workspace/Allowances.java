package dev.difynative.workspace;

import java.util.UUID;
import java.util.function.ToLongFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.Panache;

/**
 * Holds what the plans allow a workspace to have. Where there is a limit, whoever asks for more waits for those who asked before,
 * so that two at once cannot both have the last place; without one nothing is locked and nothing counted.
 */
@ApplicationScoped
public class Allowances {
    private final TenantDirectory tenants;

    /** What is counted. */
    private enum Thing {
        MEMBERS("members", PlanAllowance::members, """
                select (select count(*) from tenant_members where tenant_id = ?1)
                    + (select count(*) from invitations where tenant_id = ?1 and expires_at > now())"""),
        APPS("apps", PlanAllowance::apps, "select count(*) from apps where tenant_id = ?1"),
        DOCUMENTS("documents", PlanAllowance::documents, "select count(*) from documents where tenant_id = ?1"),
        STORAGE("bytes of files", PlanAllowance::storageBytes,
                "select cast(coalesce(sum(size), 0) as bigint) from upload_files where tenant_id = ?1");

        private final String name;
        private final ToLongFunction<PlanAllowance> limit;
        private final String count;

        Thing(String name, ToLongFunction<PlanAllowance> limit, String count) {
            this.name = name;
            this.limit = limit;
            this.count = count;
        }
    }

    Allowances(TenantDirectory tenants) { this.tenants = tenants; }

    /** Room for one more member; who is invited has a place already. */
    @Transactional
    public void forMember(UUID tenantId) { require(tenantId, Thing.MEMBERS, 1); }

    @Transactional
    public void forApp(UUID tenantId) { require(tenantId, Thing.APPS, 1); }

    @Transactional
    public void forDocuments(UUID tenantId, int more) { require(tenantId, Thing.DOCUMENTS, more); }

    @Transactional
    public void forFile(UUID tenantId, long bytes) { require(tenantId, Thing.STORAGE, bytes); }

    private void require(UUID tenantId, Thing thing, long more) {
        TenantTerms terms = tenants.find(tenantId).map(TenantDirectory.TenantSnapshot::terms).orElse(null);
        long limit = terms == null ? 0 : thing.limit.applyAsLong(PlanAllowance.of(terms));
        if (limit == 0) {
            return;
        }
        Tenant.lockTenant(tenantId);
        Panache.getEntityManager().flush();
        long present = ((Number) Panache.getEntityManager().createNativeQuery(thing.count).setParameter(1, tenantId)
                .getSingleResult()).longValue();
        if (present + more > limit) {
            throw WorkspaceError.PLAN_LIMIT_REACHED.field(thing.name().toLowerCase(java.util.Locale.ROOT), "quota",
                    "The plan '%s' allows %d %s, and there are %d", terms.plan().wire(), limit, thing.name, present);
        }
    }
}
