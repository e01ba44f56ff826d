package dev.difynative.api.console.workspace;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.Anonymous;
import dev.difynative.auth.SignIn;
import dev.difynative.auth.TokenPair;
import dev.difynative.workspace.members.AcceptInvitation;
import dev.difynative.workspace.members.InvitationDetail;
import dev.difynative.workspace.members.Invitations;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Where the link of an invitation leads. */
@Path("/console/api/activate")
@Anonymous
@RunOnVirtualThread
class ConsoleActivationResource {
    private final Invitations invitations;
    private final SignIn signIn;
    private final AuditNotes notes;

    ConsoleActivationResource(Invitations invitations, SignIn signIn, AuditNotes notes) {
        this.invitations = invitations;
        this.signIn = signIn;
        this.notes = notes;
    }

    record Checked(boolean isValid, InvitationDetail data) {}

    /** A new account is signed in at once; who had one signs in with the own password, {@code data} is null then. */
    record Activated(String result, TokenPair data) {}

    @GET
    @Path("/check")
    public Checked check(@QueryParam("token") String token) {
        return invitations.find(token).map(found -> new Checked(true, found)).orElseGet(() -> new Checked(false, null));
    }

    @POST
    public Activated activate(@NotNull AcceptInvitation body) {
        Invitations.Entry entry = invitations.accept(body);
        notes.joined(entry.tenantId(), entry.accountId());
        return new Activated("success", entry.isNew() ? signIn.signIn(entry.email(), body.password()) : null);
    }
}
