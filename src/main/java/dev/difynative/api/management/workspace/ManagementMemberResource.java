package dev.difynative.api.management.workspace;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.InvitationLinks;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
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

/** Who belongs to the workspace; small enough to be listed whole. */
@Path("/api/management/members")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ManagementMemberResource {
    private final MemberService members;
    private final Invitations invitations;
    private final InvitationLinks links;
    private final InvitationDelivery delivery;
    private final ManagementCaller caller;

    ManagementMemberResource(MemberService members, Invitations invitations, InvitationLinks links,
            InvitationDelivery delivery, ManagementCaller caller) {
        this.members = members;
        this.invitations = invitations;
        this.links = links;
        this.delivery = delivery;
        this.caller = caller;
    }

    record Invite(String email, String role, String language) {}

    record NewRole(String role) {}

    /** A member, or one who is invited: then {@code status} is pending and {@code id} the invitation's. */
    @RegisterForReflection
    public record ManagedMember(UUID id, String name, String email, String avatar, Role role, String status, Instant createdAt,
            Instant lastLoginAt) {

        static ManagedMember of(MemberView member) {
            return new ManagedMember(member.id(), member.name(), member.email(), member.avatarUrl(), member.role(),
                    member.status(), member.createdAt(), member.lastLoginAt());
        }
    }

    /** An invitation that was made just now; the link is shown this once, and not at all when it was sent by e-mail. */
    @RegisterForReflection
    public record ManagedInvitation(UUID id, String email, String role, String url, String message,
            Instant expiresAt) {}

    @GET
    @Requires(Role.NORMAL)
    public Listing<ManagedMember> list() {
        return new Listing<>(members.list(caller.tenantId()).stream().map(ManagedMember::of).toList());
    }

    @POST
    @ResponseStatus(201)
    public ManagedInvitation invite(@NotNull Invite body, @Context UriInfo called) {
        Invited invited = invitations.invite(actor(), body.email(), body.role());
        Delivery delivered = delivery.deliver(invited, links.of(invited, called.getBaseUri()),
                body.language());
        return new ManagedInvitation(invited.id(), invited.email(), body.role(), delivered.url(), delivered.message(),
                invited.expiresAt());
    }

    @PATCH
    @Path("/{id}")
    public ManagedMember changeRole(@PathParam("id") String id, @NotNull NewRole body) {
        UUID member = memberId(id);
        members.changeRole(actor(), member, body.role());
        return ManagedMember.of(members.get(caller.tenantId(), member));
    }

    @DELETE
    @Path("/{id}")
    public Done remove(@PathParam("id") String id) {
        members.remove(actor(), memberId(id));
        return Done.SUCCESS;
    }

    private Actor actor() { return new Actor(caller.tenantId(), caller.accountId(), caller.role()); }

    private static UUID memberId(String id) { return Ids.parse(id, WorkspaceError.MEMBER_NOT_FOUND, "Member"); }
}
