package dev.difynative.workspace;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;

/** The workspaces of an installation. */
@Singleton
public class WorkspaceService {
    private final Clock clock;

    WorkspaceService(Clock clock) { this.clock = clock; }

    /** Makes a workspace without members. */
    @Transactional
    public UUID create(String name) {
        Tenant tenant = new Tenant();
        tenant.name = name;
        tenant.plan = Plan.ENTERPRISE;
        tenant.status = TenantStatus.NORMAL;
        tenant.createdAt = clock.instant();
        tenant.persist();
        return tenant.id;
    }

    /** A workspace as one of its members sees it. */
    @Transactional
    public WorkspaceDetail detail(UUID tenantId, UUID accountId) {
        Tenant tenant = Tenant.findTenant(tenantId).orElseThrow(WorkspaceService::notFound);
        TenantMember member = TenantMember.findMember(tenantId, accountId).orElseThrow(WorkspaceService::notFound);
        return WorkspaceDetail.of(tenant, member.role, clock.instant());
    }

    /** The workspaces of an account; {@code current} is the one that it is signed in to. */
    @Transactional
    public List<WorkspaceSummary> ofAccount(UUID accountId, UUID current) {
        return Tenant.ofMember(accountId).stream()
                .map(tenant -> WorkspaceSummary.of(tenant, tenant.id.equals(current)))
                .toList();
    }

    private static Failure notFound() { return CommonError.NOT_FOUND.because("Workspace not found"); }
}
