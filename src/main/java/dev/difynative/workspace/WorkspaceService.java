package dev.difynative.workspace;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;

/** The workspaces of an installation. */
@Singleton
public class WorkspaceService {
    private static final int MAX_NAME_LENGTH = 100;

    private final Memberships memberships;
    private final TenantDirectory directory;
    private final WorkspaceConfig config;
    private final Event<PlanChanged> planChanged;
    private final ObjectMapper json;
    private final Clock clock;

    WorkspaceService(Memberships memberships, TenantDirectory directory, WorkspaceConfig config,
            Event<PlanChanged> planChanged, ObjectMapper json, Clock clock) {
        this.memberships = memberships;
        this.directory = directory;
        this.config = config;
        this.planChanged = planChanged;
        this.json = json;
        this.clock = clock;
    }

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

    /** Makes a further workspace for somebody who is signed in, and owns it from then on. */
    @Transactional
    public WorkspaceDetail createOwned(UUID accountId, String name) {
        if (!config.creationAllowed()) {
            throw WorkspaceError.CREATION_NOT_ALLOWED.because("Workspaces cannot be made here");
        }
        UUID tenantId = create(checkedName(name));
        memberships.add(tenantId, accountId, Role.OWNER);
        return detail(tenantId, accountId);
    }

    @Transactional
    public String name(UUID tenantId) { return Tenant.findTenant(tenantId).orElseThrow(WorkspaceService::notFound).name; }

    @Transactional
    public void rename(UUID tenantId, String name) {
        Tenant.lockTenant(tenantId).orElseThrow(WorkspaceService::notFound).name = checkedName(name);
    }

    /** On what terms a workspace uses the service, as they are stored. */
    @Transactional
    public TenantTerms terms(UUID tenantId) {
        Tenant tenant = Tenant.findTenant(tenantId).orElseThrow(WorkspaceService::notFound);
        return new TenantTerms(tenant.plan, PlanSettings.read(tenant.planSettings, json), tenant.status);
    }

    /** Changes name and plan, each unless it is null; a plan is in force with the next request, on every instance. */
    @Transactional
    public void change(UUID tenantId, String name, ChangePlan plan) {
        Tenant tenant = Tenant.lockTenant(tenantId).orElseThrow(WorkspaceService::notFound);
        tenant.name = name == null ? tenant.name : checkedName(name);
        if (plan != null) {
            tenant.plan = plan.planOr(tenant.plan);
            tenant.planSettings = json.valueToTree(plan.over(PlanSettings.read(tenant.planSettings, json))).toString();
            directory.changed(tenantId);
            planChanged.fire(new PlanChanged(tenantId));
        }
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

    private static String checkedName(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }

    private static Failure notFound() { return WorkspaceError.WORKSPACE_NOT_FOUND.because("Workspace not found"); }
}
