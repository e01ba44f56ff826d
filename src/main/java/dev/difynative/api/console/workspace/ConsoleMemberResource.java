package dev.difynative.api.console.workspace;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.InvitationLinks;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.WorkspaceError;
import dev.difynative.workspace.members.Actor;
import dev.difynative.workspace.members.InvitationDelivery;
import dev.difynative.workspace.members.InvitationDelivery.Delivery;
import dev.difynative.workspace.members.Invitations;
import dev.difynative.workspace.members.Invited;
import dev.difynative.workspace.members.MemberService;
import dev.difynative.workspace.members.MemberView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Who belongs to the workspace. */
@Path("/console/api/workspaces/current/members")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleMemberResource {
    private static final int MAX_INVITATIONS = 50;

    private final MemberService members;
    private final Invitations invitations;
    private final InvitationLinks links;
    private final InvitationDelivery delivery;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleMemberResource(MemberService members, Invitations invitations, InvitationLinks links,
            InvitationDelivery delivery, ConsoleCaller caller, AuditNotes notes) {
        this.members = members;
        this.invitations = invitations;
        this.links = links;
        this.delivery = delivery;
        this.caller = caller;
        this.notes = notes;
    }

    record Members(List<MemberView> accounts) {}

    record Invite(List<String> emails, String role, String language) {}

    record NewRole(String role) {}

    /** What became of one address: its link unless that was sent by e-mail, or why there is none. */
    @RegisterForReflection
    public record InvitationResult(String status, String email, String url, String message) {}

    /** What became of each address. */
    @RegisterForReflection
    public record InvitationResults(String result, List<InvitationResult> invitationResults, UUID tenantId) {}

    @GET
    @Requires(Role.NORMAL)
    public Members list() { return new Members(members.list(caller.tenantId())); }

    @POST
    @Path("/invite-email")
    @ResponseStatus(201)
    public InvitationResults invite(@NotNull Invite body, @Context UriInfo called) {
        if (body.emails() == null || body.emails().isEmpty() || body.emails().size() > MAX_INVITATIONS) {
            throw CommonError.INVALID_PARAM.field("emails", "required", "Parameter 'emails' must name 1 to %d addresses",
                    MAX_INVITATIONS);
        }
        return new InvitationResults("success",
                body.emails().stream().map(email -> invite(email, body, called)).toList(), caller.tenantId());
    }

    @DELETE
    @Path("/{id}")
    public Done remove(@PathParam("id") String id) {
        members.remove(actor(), memberId(id));
        return Done.SUCCESS;
    }

    @PUT
    @Path("/{id}/update-role")
    public Done changeRole(@PathParam("id") String id, @NotNull NewRole body) {
        members.changeRole(actor(), memberId(id), body.role());
        return Done.SUCCESS;
    }

    @POST
    @Path("/{id}/owner-transfer")
    @Requires(Role.OWNER)
    public Done transfer(@PathParam("id") String id) {
        members.transfer(actor(), memberId(id));
        return Done.SUCCESS;
    }

    /** One bad address does not keep the others from being invited; a bad role does. */
    private InvitationResult invite(String email, Invite body, UriInfo called) {
        try {
            Invited invited = invitations.invite(actor(), email, body.role());
            Delivery delivered = delivery.deliver(invited, links.of(invited, called.getBaseUri()),
                    body.language());
            notes.about(invited.email());
            return new InvitationResult("success", invited.email(), delivered.url(), delivered.message());
        } catch (Failure refused) {
            if (refused.details() instanceof FieldFault fault && fault.field().equals("email")) {
                return new InvitationResult("failed", email, null, refused.getMessage());
            }
            throw refused;
        }
    }

    private Actor actor() { return new Actor(caller.tenantId(), caller.accountId(), caller.role()); }

    private static UUID memberId(String id) { return Ids.parse(id, WorkspaceError.MEMBER_NOT_FOUND, "Member"); }
}
