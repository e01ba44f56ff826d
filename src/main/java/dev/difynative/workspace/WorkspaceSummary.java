package dev.difynative.workspace;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A workspace in the list of those that an account may enter. */
@RegisterForReflection
public record WorkspaceSummary(UUID id, String name, Plan plan, TenantStatus status, Instant createdAt, boolean current) {

    static WorkspaceSummary of(Tenant tenant, boolean current) {
        return new WorkspaceSummary(tenant.id, tenant.name, tenant.plan, tenant.status, tenant.createdAt, current);
    }
}
