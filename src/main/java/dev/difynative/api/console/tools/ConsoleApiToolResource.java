package dev.difynative.api.console.tools;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.Done;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.tools.openapi.ApiProviders;
import dev.difynative.tools.openapi.ApiProviders.ApiDetail;
import dev.difynative.tools.openapi.ApiProviders.Parsed;
import dev.difynative.tools.openapi.ApiProviders.SaveApi;
import dev.difynative.tools.openapi.ApiProviders.Tried;
import dev.difynative.tools.openapi.ApiProviders.TryApi;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Tools that OpenAPI documents describe. */
@Path("/console/api/workspaces/current/tool-provider/api")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleApiToolResource {
    private final ApiProviders providers;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleApiToolResource(ApiProviders providers, ConsoleCaller caller, AuditNotes notes) {
        this.providers = providers;
        this.caller = caller;
        this.notes = notes;
    }

    record Named(String provider) {}

    record Document(String schema) {}

    @POST
    @Path("/add")
    public Done add(@NotNull SaveApi body) {
        providers.add(caller.tenantId(), caller.accountId(), body);
        notes.about(body.provider());
        return Done.SUCCESS;
    }

    @POST
    @Path("/update")
    public Done update(@NotNull SaveApi body) {
        providers.update(caller.tenantId(), body);
        notes.about(body.provider());
        return Done.SUCCESS;
    }

    @POST
    @Path("/delete")
    public Done delete(@NotNull Named body) {
        providers.delete(caller.tenantId(), body.provider());
        notes.about(body.provider());
        return Done.SUCCESS;
    }

    @GET
    @Path("/get")
    public ApiDetail get(@QueryParam("provider") String provider) { return providers.get(caller.tenantId(), provider); }

    @GET
    @Path("/tools")
    @Requires(Role.NORMAL)
    public List<ToolView> tools(@QueryParam("provider") String provider) { return providers.tools(caller.tenantId(), provider); }

    @GET
    @Path("/remote")
    public Document remote(@QueryParam("url") String url) { return new Document(providers.fetch(url)); }

    @POST
    @Path("/schema")
    public Parsed schema(@NotNull Document body) { return providers.parse(body.schema()); }

    @POST
    @Path("/test/pre")
    public Tried test(@NotNull TryApi body) throws InterruptedException {
        return providers.test(caller.tenantId(), caller.accountId().toString(), body);
    }
}
