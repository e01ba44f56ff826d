package dev.difynative.workspace.members;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.auth.Email;
import dev.difynative.auth.NewAccount;
import dev.difynative.auth.Tokens;
import dev.difynative.auth.UpdateProfile;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Allowances;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.WorkspaceConfig;
import dev.difynative.workspace.WorkspaceError;
import dev.difynative.workspace.WorkspaceService;

/** Invites people into a workspace and lets them in. */
@Singleton
public class Invitations {
    private static final int TOKEN_LENGTH = 43;

    private final Memberships memberships;
    private final AccountService accounts;
    private final WorkspaceService workspaces;
    private final Allowances allowances;
    private final WorkspaceConfig config;
    private final Clock clock;

    Invitations(Memberships memberships, AccountService accounts, WorkspaceService workspaces, Allowances allowances,
            WorkspaceConfig config, Clock clock) {
        this.memberships = memberships;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.allowances = allowances;
        this.config = config;
        this.clock = clock;
    }

    /** Who came into which workspace; {@code isNew} when the account was made just now. */
    public record Entry(UUID accountId, UUID tenantId, String email, boolean isNew) {}

    @Transactional
    public Invited invite(Actor actor, String address, String role) {
        Role wanted = MemberRoles.assignable(role);
        String email = Email.checked(address);
        // Of two who invite the same person at once, the second one replaces what the first one has sent.
        memberships.lock(actor.tenantId());
        refuseMember(actor.tenantId(), email);
        Invitation.withdraw(actor.tenantId(), email);
        allowances.forMember(actor.tenantId());
        Instant now = clock.instant();
        String token = RandomText.alphanumeric(TOKEN_LENGTH);
        Invitation invitation = new Invitation();
        invitation.tenantId = actor.tenantId();
        invitation.email = email;
        invitation.role = wanted;
        invitation.tokenHash = Tokens.hash(token);
        invitation.invitedBy = actor.accountId();
        invitation.createdAt = now;
        invitation.expiresAt = now.plus(config.invitationLifetime());
        invitation.persistAndFlush();
        return new Invited(invitation.id, workspaces.name(actor.tenantId()), email, token, invitation.expiresAt);
    }

    /** What a link leads to; empty when it leads nowhere (any more). */
    @Transactional
    public Optional<InvitationDetail> find(String token) {
        return valid(token).map(invitation -> new InvitationDetail(workspaces.name(invitation.tenantId), invitation.tenantId,
                invitation.email, accounts.findByEmail(invitation.email).isPresent()));
    }

    /** Lets the person in who has the link; it works once. */
    @Transactional
    public Entry accept(AcceptInvitation command) {
        Invitation invitation = valid(command.token()).orElseThrow(Invitations::invalid);
        // Of two callers at once the second one waits here and finds nothing; who invites locks in this order too.
        memberships.lock(invitation.tenantId);
        if (!Invitation.cancel(invitation.tenantId, invitation.id)) {
            throw invalid();
        }
        Optional<AccountProfile> present = accounts.findByEmail(invitation.email);
        UUID accountId = present.map(AccountProfile::id).orElseGet(() -> register(invitation.email, command));
        if (memberships.role(invitation.tenantId, accountId).isEmpty()) {
            allowances.forMember(invitation.tenantId);
            memberships.add(invitation.tenantId, accountId, invitation.role);
        }
        return new Entry(accountId, invitation.tenantId, invitation.email, present.isEmpty());
    }

    private UUID register(String email, AcceptInvitation command) {
        UUID accountId = accounts
                .create(new NewAccount(email, command.name(), command.password(), command.interfaceLanguage()));
        accounts.update(accountId, new UpdateProfile(null, null, command.timezone()));
        return accountId;
    }

    private void refuseMember(UUID tenantId, String email) {
        accounts.findByEmail(email).filter(account -> memberships.role(tenantId, account.id()).isPresent()).ifPresent(member -> {
            throw WorkspaceError.ALREADY_A_MEMBER.field("email", "unique", "%s is a member of this workspace already", email);
        });
    }

    private static Failure invalid() {
        return WorkspaceError.INVITATION_INVALID.because("The invitation is invalid, expired or used already");
    }

    private Optional<Invitation> valid(String token) {
        return token == null || token.length() != TOKEN_LENGTH
                ? Optional.empty()
                : Invitation.findValid(Tokens.hash(token), clock.instant());
    }
}
