package dev.difynative.workspace.members;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.auth.tokens.PersonalTokenService;
import dev.difynative.auth.tokens.TokenOwner;
import dev.difynative.workspace.Membership;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.WorkspaceError;

/** The members of a workspace. */
@Singleton
public class MemberService {
    private final Memberships memberships;
    private final AccountService accounts;
    private final PersonalTokenService tokens;
    private final Clock clock;

    MemberService(Memberships memberships, AccountService accounts, PersonalTokenService tokens, Clock clock) {
        this.memberships = memberships;
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The members in the order in which they came, then those who are invited. */
    @Transactional
    public List<MemberView> list(UUID tenantId) {
        List<Membership> members = memberships.of(tenantId);
        Map<UUID, AccountProfile> profiles = accounts.profiles(members.stream().map(Membership::accountId).toList());
        return Stream.concat(
                members.stream().map(member -> MemberView.of(member, profiles.get(member.accountId()))),
                Invitation.pending(tenantId, clock.instant()).stream().map(MemberView::of)).toList();
    }

    /** A member, or one who is invited. */
    @Transactional
    public MemberView get(UUID tenantId, UUID id) {
        return list(tenantId).stream().filter(member -> member.id().equals(id)).findFirst()
                .orElseThrow(() -> WorkspaceError.MEMBER_NOT_FOUND.because("Member not found"));
    }

    /** Gives a member another role, or one who is invited. */
    @Transactional
    public void changeRole(Actor actor, UUID id, String role) {
        Role wanted = MemberRoles.assignable(role);
        if (Invitation.changeRole(actor.tenantId(), id, wanted, clock.instant())) {
            return;
        }
        refuseSelf(actor, id, "Nobody changes the own role");
        memberships.change(actor.tenantId(), id, wanted);
    }

    /** Removes a member with the tokens made here, or takes an invitation back. */
    @Transactional
    public void remove(Actor actor, UUID id) {
        if (Invitation.cancel(actor.tenantId(), id)) {
            return;
        }
        refuseSelf(actor, id, "Nobody removes oneself");
        memberships.remove(actor.tenantId(), id);
        tokens.revokeAll(new TokenOwner(actor.tenantId(), id));
    }

    /** Hands the workspace over to another member. */
    @Transactional
    public void transfer(Actor owner, UUID accountId) {
        refuseSelf(owner, accountId, "You own this workspace already");
        memberships.transfer(owner.tenantId(), owner.accountId(), accountId);
    }

    private static void refuseSelf(Actor actor, UUID accountId, String why) {
        if (actor.accountId().equals(accountId)) {
            throw WorkspaceError.CANNOT_OPERATE_SELF.because("%s", why);
        }
    }
}
