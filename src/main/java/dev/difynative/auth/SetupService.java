package dev.difynative.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.WorkspaceService;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The first start of an installation: makes its owner and its workspace, once. */
@Singleton
public class SetupService {
    private static final String SETTING = "setup.finished_at";

    private final AccountService accounts;
    private final WorkspaceService workspaces;
    private final Memberships memberships;
    private final Clock clock;

    SetupService(AccountService accounts, WorkspaceService workspaces, Memberships memberships, Clock clock) {
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** What the first start has made. */
    public record Outcome(UUID accountId, UUID tenantId) {}

    /** When the installation was set up; empty before that. */
    public Optional<Instant> finishedAt() {
        return QuarkusTransaction.joiningExisting().call(() -> Setting.find(SETTING).map(Instant::parse));
    }

    public Outcome setUp(NewAccount command) {
        NewAccount owner = command.checked();
        if (finishedAt().isPresent()) {
            throw alreadySetUp();
        }
        return QuarkusTransaction.requiringNew().timeout(60).call(() -> {
            // Whoever comes second waits here until the first one is done, or takes its place when that one failed.
            if (!Setting.claim(SETTING, clock.instant().toString())) {
                throw alreadySetUp();
            }
            UUID accountId = accounts.create(owner);
            UUID tenantId = workspaces.create(owner.name() + "'s Workspace");
            memberships.add(tenantId, accountId, Role.OWNER);
            return new Outcome(accountId, tenantId);
        });
    }

    private static Failure alreadySetUp() { return AuthError.ALREADY_SET_UP.because("The installation is set up already"); }
}
