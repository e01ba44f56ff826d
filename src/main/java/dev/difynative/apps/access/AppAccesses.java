package dev.difynative.apps.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.apps.App;
import dev.difynative.apps.AppService;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.SqlRows;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Decides which members see an app. To the others it does not exist, nor to the keys of the workspace that they have made; the
 * app's own keys and its public page are not concerned.
 * Answered from memory, because each call about an app asks.
 */
@ApplicationScoped
public class AppAccesses {
    private static final int MAX_MEMBERS = 500;
    private static final String HIDDEN = """
            SELECT a.id FROM apps a WHERE a.tenant_id = ? AND a.access <> 'all_team_members' AND a.created_by IS DISTINCT FROM ?
                AND NOT EXISTS (SELECT 1 FROM app_members m WHERE m.app_id = a.id AND m.account_id = ?)""";

    private final SharedCache<UUID, Optional<Rule>> rules;
    private final Memberships memberships;
    private final SqlRows rows;

    private record Rule(UUID tenantId, AppAccess access, UUID createdBy, Set<UUID> members) {

        boolean isOpenTo(UUID accountId) {
            return access == AppAccess.ALL_TEAM_MEMBERS || accountId.equals(createdBy)
                    || access == AppAccess.PARTIAL_MEMBERS && members.contains(accountId);
        }
    }

    AppAccesses(SharedCaches caches, Memberships memberships, SqlRows rows) {
        this.rules = caches.open("app-access", KeyText.UUIDS);
        this.memberships = memberships;
        this.rows = rows;
    }

    /** Refuses an app that is not for this member as if it did not exist; null names none. */
    public void refuseHidden(UUID tenantId, UUID appId, UUID accountId, Role role) {
        if (appId != null && isHidden(tenantId, appId, accountId, role)) {
            throw AppService.notFound();
        }
    }

    /** Whether an app is not for this member. */
    public boolean isHidden(UUID tenantId, UUID appId, UUID accountId, Role role) {
        return role != Role.OWNER && rules.get(appId, this::load).filter(rule -> rule.tenantId.equals(tenantId))
                .filter(rule -> !rule.isOpenTo(accountId)).isPresent();
    }

    /** The ids of a workspace's apps that are not for this member. */
    public Set<UUID> hidden(UUID tenantId, UUID accountId, Role role) {
        return role == Role.OWNER
                ? Set.of()
                : Set.copyOf(rows.list(HIDDEN, List.of(tenantId, accountId, accountId), row -> row.getObject(1, UUID.class)));
    }

    @Transactional
    public AppAccessView get(UUID tenantId, UUID appId) {
        App app = App.findOwned(tenantId, appId).orElseThrow(AppService::notFound);
        return new AppAccessView(app.access, AppMember.ofApp(appId).stream().map(member -> member.accountId).toList());
    }

    @Transactional
    public AppAccessView set(UUID tenantId, UUID appId, String permission, List<UUID> members) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        app.access = AppAccess.find(permission).orElseThrow(() -> CommonError.INVALID_PARAM.field("permission", "enum",
                "Parameter 'permission' must be only_me, partial_members or all_team_members"));
        AppMember.removeAll(appId);
        for (UUID account : app.access == AppAccess.PARTIAL_MEMBERS ? checked(tenantId, members) : Set.<UUID>of()) {
            AppMember member = new AppMember();
            member.appId = appId;
            member.accountId = account;
            member.persist();
        }
        rules.drop(appId);
        return get(tenantId, appId);
    }

    private Set<UUID> checked(UUID tenantId, List<UUID> members) {
        if (members == null || members.isEmpty() || members.size() > MAX_MEMBERS || members.contains(null)) {
            throw CommonError.INVALID_PARAM.field("members", "required", "Parameter 'members' must name 1 to %d members",
                    MAX_MEMBERS);
        }
        for (UUID account : members) {
            if (memberships.role(tenantId, account).isEmpty()) {
                throw CommonError.INVALID_PARAM.field("members", "enum", "%s is no member of this workspace", account);
            }
        }
        return Set.copyOf(members);
    }

    private Optional<Rule> load(UUID appId) {
        return QuarkusTransaction.joiningExisting().call(() -> App.<App>findByIdOptional(appId).map(app -> new Rule(app.tenantId,
                app.access, app.createdBy,
                AppMember.ofApp(appId).stream().map(member -> member.accountId).collect(Collectors.toSet()))));
    }
}
