package dev.difynative.api.management.workspace;

import java.time.Instant;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The owner of the token. */
@Path("/api/management/users/current")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ManagementUserResource {
    private final AccountService accounts;
    private final ManagementCaller caller;

    ManagementUserResource(AccountService accounts, ManagementCaller caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    /** A person, with the role in the token's workspace. */
    @RegisterForReflection
    public record ManagedUser(UUID id, String name, String email, String avatar, Instant createdAt, Role role) {}

    @GET
    public ManagedUser get() {
        AccountProfile profile = accounts.profile(caller.accountId());
        return new ManagedUser(profile.id(), profile.name(), profile.email(), profile.avatarUrl(), profile.createdAt(),
                caller.role());
    }
}
