package dev.difynative.api.console.auth;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.auth.AuthError;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

@Path("/console/api/account")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleAccountResource {
    private final AccountService accounts;
    private final ConsoleCaller caller;

    ConsoleAccountResource(AccountService accounts, ConsoleCaller caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    record Rename(String name) {}

    record ChangePassword(@NotEmpty String password, @NotEmpty String newPassword, String repeatNewPassword) {}

    @GET
    @Path("/profile")
    public AccountProfile profile() { return accounts.profile(caller.accountId()); }

    @POST
    @Path("/name")
    public AccountProfile rename(@NotNull Rename body) { return accounts.rename(caller.accountId(), body.name()); }

    @POST
    @Path("/password")
    public AccountProfile changePassword(@NotNull @Valid ChangePassword body) {
        if (body.repeatNewPassword() != null && !body.repeatNewPassword().equals(body.newPassword())) {
            throw AuthError.PASSWORDS_DIFFER.because("The repeated password is another one");
        }
        return accounts.changePassword(caller.accountId(), caller.sessionId(), body.password(), body.newPassword());
    }
}
