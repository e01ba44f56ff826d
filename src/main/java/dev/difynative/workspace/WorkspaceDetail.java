package dev.difynative.workspace;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A workspace as one of its members sees it. */
@RegisterForReflection
public record WorkspaceDetail(UUID id, String name, Plan plan, TenantStatus status, Instant createdAt, Role role,
        boolean inTrial, Instant trialEndAt) {

    static WorkspaceDetail of(Tenant tenant, Role role, Instant now) {
        boolean inTrial = tenant.trialEndAt != null && now.isBefore(tenant.trialEndAt);
        return new WorkspaceDetail(tenant.id, tenant.name, tenant.plan, tenant.status, tenant.createdAt, role, inTrial,
                tenant.trialEndAt);
    }
}
