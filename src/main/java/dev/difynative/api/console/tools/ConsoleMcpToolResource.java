package dev.difynative.api.console.tools;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.difynative.api.Done;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.mcp.McpProviders;
import dev.difynative.tools.mcp.McpProviders.SaveMcp;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Servers of the Model Context Protocol whose tools a workspace uses. */
@Path("/console/api/workspaces/current/tool-provider/mcp")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleMcpToolResource {
    private final McpProviders providers;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleMcpToolResource(McpProviders providers, ConsoleCaller caller, AuditNotes notes) {
        this.providers = providers;
        this.caller = caller;
        this.notes = notes;
    }

    record Chosen(String providerId) {}

    @POST
    public ProviderView add(@NotNull SaveMcp body) {
        ProviderView added = providers.add(caller.tenantId(), caller.accountId(), body);
        notes.about(added.id());
        return added;
    }

    @PUT
    public Done update(@NotNull SaveMcp body) {
        providers.update(caller.tenantId(), body);
        notes.about(body.providerId());
        return Done.SUCCESS;
    }

    @DELETE
    public Done delete(@NotNull Chosen body) {
        providers.delete(caller.tenantId(), body.providerId());
        notes.about(body.providerId());
        return Done.SUCCESS;
    }

    /** One of the two: the server takes what it is called with, or a person is to consent there. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Authorization(String result, String authorizationUrl) {}

    /** Sees whether the server takes what it is called with; otherwise it is authorized by OAuth. */
    @POST
    @Path("/auth")
    public Authorization authorize(@NotNull Chosen body, @Context UriInfo called) {
        notes.about(body.providerId());
        return providers.authorize(caller.tenantId(), body.providerId(), ConsoleMcpCallbackResource.address(called))
                .map(consent -> new Authorization(null, consent)).orElseGet(() -> new Authorization("success", null));
    }

    @GET
    @Path("/tools/{id}")
    @Requires(Role.NORMAL)
    public ProviderView tools(@PathParam("id") String id) { return providers.get(caller.tenantId(), id); }

    @GET
    @Path("/update/{id}")
    public ProviderView refresh(@PathParam("id") String id) { return providers.refresh(caller.tenantId(), id); }
}
