package dev.difynative.workspace;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.CommonError;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Who belongs to which workspace, and as what. A change takes effect with the next request, on every instance. */
@ApplicationScoped
public class Memberships {
    private final SharedCache<Key, Optional<Role>> roles;
    private final TenantDirectory tenants;
    private final Clock clock;

    private record Key(UUID tenantId, UUID accountId) {
        static final KeyText<Key> TEXT = new KeyText<>(key -> key.tenantId + "/" + key.accountId, Key::parse);

        static Key parse(String text) {
            int slash = text.indexOf('/');
            return new Key(UUID.fromString(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
        }
    }

    Memberships(SharedCaches caches, TenantDirectory tenants, Clock clock) {
        this.roles = caches.open("roles", Key.TEXT);
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The role of an account in a workspace; empty when it is no member. */
    public Optional<Role> role(UUID tenantId, UUID accountId) {
        return roles.get(new Key(tenantId, accountId), key -> QuarkusTransaction.joiningExisting()
                .call(() -> TenantMember.findMember(key.tenantId, key.accountId).map(member -> member.role)));
    }

    /** The workspace that an account works in when it signs in. */
    public Optional<UUID> home(UUID accountId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> TenantMember.ofAccount(accountId).stream().findFirst().map(member -> member.tenantId));
    }

    /** Until the transaction ends nobody else invites into the workspace, comes in, or changes who owns it. */
    @Transactional(TxType.MANDATORY)
    public void lock(UUID tenantId) { Tenant.lockTenant(tenantId); }

    @Transactional
    public void add(UUID tenantId, UUID accountId, Role role) {
        TenantMember member = new TenantMember();
        member.tenantId = tenantId;
        member.accountId = accountId;
        member.role = role;
        member.current = TenantMember.ofAccount(accountId).isEmpty();
        member.createdAt = clock.instant();
        member.persist();
        forget(tenantId, accountId);
    }

    /** Everybody who belongs to a workspace, in the order in which they came. */
    @Transactional
    public List<Membership> of(UUID tenantId) { return TenantMember.ofTenant(tenantId).stream().map(Membership::of).toList(); }

    /** Gives a member another role; whoever owns the workspace keeps it. */
    @Transactional
    public void change(UUID tenantId, UUID accountId, Role role) {
        notOwner(tenantId, accountId).role = role;
        forget(tenantId, accountId);
    }

    @Transactional
    public void remove(UUID tenantId, UUID accountId) {
        notOwner(tenantId, accountId).delete();
        forget(tenantId, accountId);
    }

    /** Hands a workspace over: the member becomes its owner, and who owned it an admin. */
    @Transactional
    public void transfer(UUID tenantId, UUID ownerId, UUID accountId) {
        Tenant.lockTenant(tenantId);
        TenantMember owner = member(tenantId, ownerId);
        TenantMember heir = member(tenantId, accountId);
        if (owner.role != Role.OWNER) {
            throw CommonError.ACCESS_DENIED.because("Only the owner can hand a workspace over");
        }
        owner.role = Role.ADMIN;
        heir.role = Role.OWNER;
        forget(tenantId, ownerId);
        forget(tenantId, accountId);
    }

    /** Makes a workspace the one that the account works in from the next sign-in on; it must belong to it. */
    @Transactional
    public void enter(UUID tenantId, UUID accountId) {
        TenantMember entered = TenantMember.findMember(tenantId, accountId)
                .orElseThrow(() -> WorkspaceError.WORKSPACE_NOT_FOUND.because("Workspace not found"));
        TenantMember.ofAccount(accountId).forEach(member -> member.current = false);
        entered.current = true;
    }

    private void forget(UUID tenantId, UUID accountId) {
        roles.drop(new Key(tenantId, accountId));
        tenants.changed(tenantId);
    }

    private static TenantMember notOwner(UUID tenantId, UUID accountId) {
        Tenant.lockTenant(tenantId);
        TenantMember member = member(tenantId, accountId);
        if (member.role == Role.OWNER) {
            throw WorkspaceError.OWNER_IS_FIXED.because("The owner stays the owner until the workspace is handed over");
        }
        return member;
    }

    private static TenantMember member(UUID tenantId, UUID accountId) {
        return TenantMember.findMember(tenantId, accountId)
                .orElseThrow(() -> WorkspaceError.MEMBER_NOT_FOUND.because("Member not found"));
    }
}
