package dev.difynative.api.console.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

import dev.difynative.api.Done;
import dev.difynative.api.audit.SignInTrail;
import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.auth.Sessions;
import dev.difynative.auth.SignIn;
import dev.difynative.auth.TokenPair;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;

@Path("/console/api")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleSessionResource {
    private final SignIn signIn;
    private final Sessions sessions;
    private final SignInTrail trail;
    private final ConsoleCaller caller;

    ConsoleSessionResource(SignIn signIn, Sessions sessions, SignInTrail trail, ConsoleCaller caller) {
        this.trail = trail;
        this.signIn = signIn;
        this.sessions = sessions;
        this.caller = caller;
    }

    /** {@code rememberMe} is taken and changes nothing, as in Dify: a sign-in lasts as long as it is refreshed. */
    record Login(String email, String password, Boolean rememberMe) {}

    record Refresh(String refreshToken) {}

    record SignedIn(String result, TokenPair data) {
        static SignedIn with(TokenPair tokens) { return new SignedIn("success", tokens); }
    }

    @POST
    @Path("/login")
    @Anonymous
    public SignedIn login(@NotNull Login body, @Context RoutingContext request) {
        Parameters.text("email", body.email(), Integer.MAX_VALUE);
        Parameters.required("password", body.password());
        try {
            TokenPair tokens = signIn.signIn(body.email(), body.password());
            trail.signedIn(body.email(), request);
            return SignedIn.with(tokens);
        } catch (Failure refused) {
            trail.refused(body.email(), request);
            throw refused;
        }
    }

    @POST
    @Path("/refresh-token")
    @Anonymous
    public SignedIn refresh(@NotNull Refresh body) {
        return SignedIn.with(sessions.refresh(Parameters.required("refresh_token", body.refreshToken())));
    }

    @POST
    @Path("/logout")
    public Done logout() {
        sessions.end(caller.sessionId());
        return Done.SUCCESS;
    }
}
