package dev.difynative.api.console.tools;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.mcp.McpProviders;
import dev.difynative.tools.mcp.McpProviders.SaveMcp;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Servers of the Model Context Protocol whose tools a workspace uses. */
@Path("/console/api/workspaces/current/tool-provider/mcp")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleMcpToolResource {
    private final McpProviders providers;
    private final ConsoleCaller caller;

    ConsoleMcpToolResource(McpProviders providers, ConsoleCaller caller) {
        this.providers = providers;
        this.caller = caller;
    }

    record Chosen(String providerId) {}

    @POST
    public ProviderView add(@NotNull SaveMcp body) { return providers.add(caller.tenantId(), caller.accountId(), body); }

    @PUT
    public Done update(@NotNull SaveMcp body) {
        providers.update(caller.tenantId(), body);
        return Done.SUCCESS;
    }

    @DELETE
    public Done delete(@NotNull Chosen body) {
        providers.delete(caller.tenantId(), body.providerId());
        return Done.SUCCESS;
    }

    /** Sees whether the server takes the headers that it is called with. */
    @POST
    @Path("/auth")
    public Done authorize(@NotNull Chosen body) {
        providers.refresh(caller.tenantId(), body.providerId());
        return Done.SUCCESS;
    }

    @GET
    @Path("/tools/{id}")
    @Requires(Role.NORMAL)
    public ProviderView tools(@PathParam("id") String id) { return providers.get(caller.tenantId(), id); }

    @GET
    @Path("/update/{id}")
    public ProviderView refresh(@PathParam("id") String id) { return providers.refresh(caller.tenantId(), id); }
}
