package dev.difynative.api.console.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.auth.AuthError;
import dev.difynative.auth.UpdateProfile;
import dev.difynative.platform.error.Parameters;
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

    record ChangeAvatar(String avatar) {}

    record ChangePassword(String password, String newPassword, String repeatNewPassword) {}

    @GET
    @Path("/profile")
    public AccountProfile profile() { return accounts.profile(caller.accountId()); }

    @POST
    @Path("/name")
    public AccountProfile rename(@NotNull Rename body) { return accounts.rename(caller.accountId(), body.name()); }

    @POST
    @Path("/avatar")
    public AccountProfile changeAvatar(@NotNull ChangeAvatar body) {
        if (body.avatar() == null) {
            throw Parameters.missing("avatar");
        }
        return accounts.changeAvatar(caller.tenantId(), caller.accountId(), body.avatar());
    }

    @POST
    @Path("/interface-language")
    public AccountProfile changeLanguage(@NotNull UpdateProfile body) {
        return change("interface_language", body.interfaceLanguage(),
                new UpdateProfile(body.interfaceLanguage(), null, null));
    }

    @POST
    @Path("/interface-theme")
    public AccountProfile changeTheme(@NotNull UpdateProfile body) {
        return change("interface_theme", body.interfaceTheme(), new UpdateProfile(null, body.interfaceTheme(), null));
    }

    @POST
    @Path("/timezone")
    public AccountProfile changeTimezone(@NotNull UpdateProfile body) {
        return change("timezone", body.timezone(), new UpdateProfile(null, null, body.timezone()));
    }

    @POST
    @Path("/password")
    public AccountProfile changePassword(@NotNull ChangePassword body) {
        Parameters.required("password", body.password());
        if (body.repeatNewPassword() != null && !body.repeatNewPassword().equals(body.newPassword())) {
            throw AuthError.PASSWORDS_DIFFER.because("The repeated password is another one");
        }
        return accounts.changePassword(caller.accountId(), caller.sessionId(), body.password(), body.newPassword());
    }

    private AccountProfile change(String field, String value, UpdateProfile command) {
        if (value == null) {
            throw Parameters.missing(field);
        }
        return accounts.update(caller.accountId(), command);
    }
}
