package dev.difynative.workspace;

import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Counts what a workspace has. One query counts the rows of several features, so that no feature needs a call for this alone. */
@Singleton
public class WorkspaceUsage {
    private static final String COUNT = """
            select (select count(*) from tenant_members where tenant_id = ?1), (select count(*) from apps where tenant_id = ?1),
                (select count(*) from datasets where tenant_id = ?1), (select count(*) from documents where tenant_id = ?1),
                (select coalesce(sum(size), 0) from upload_files where tenant_id = ?1)""";

    /** How many of each there are, and how many bytes of uploaded files. */
    @RegisterForReflection
    public record Counts(long members, long apps, long datasets, long documents, long storageBytes) {}

    @Transactional
    public Counts of(UUID tenantId) {
        Object[] row = (Object[]) Panache.getEntityManager().createNativeQuery(COUNT).setParameter(1, tenantId).getSingleResult();
        return new Counts(number(row[0]), number(row[1]), number(row[2]), number(row[3]), number(row[4]));
    }

    private static long number(Object value) { return ((Number) value).longValue(); }
}
