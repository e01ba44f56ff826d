package dev.difynative.api.console.extensions;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.AppError;
import dev.difynative.apps.extension.ApiBasedExtensions;
import dev.difynative.apps.extension.ExtensionView;
import dev.difynative.apps.extension.SaveExtension;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

@Path("/console/api/api-based-extension")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleExtensionResource {
    private final ApiBasedExtensions extensions;
    private final ConsoleCaller caller;

    ConsoleExtensionResource(ApiBasedExtensions extensions, ConsoleCaller caller) {
        this.extensions = extensions;
        this.caller = caller;
    }

    @GET
    @Requires(Role.NORMAL)
    public List<ExtensionView> list() { return extensions.list(caller.tenantId()); }

    @POST
    @ResponseStatus(201)
    public ExtensionView create(@NotNull SaveExtension body) { return extensions.create(caller.tenantId(), body); }

    @GET
    @Path("/{id}")
    @Requires(Role.NORMAL)
    public ExtensionView get(@PathParam("id") String id) { return extensions.get(caller.tenantId(), extensionId(id)); }

    @POST
    @Path("/{id}")
    public ExtensionView update(@PathParam("id") String id, @NotNull SaveExtension body) {
        return extensions.update(caller.tenantId(), extensionId(id), body);
    }

    @DELETE
    @Path("/{id}")
    public Done delete(@PathParam("id") String id) {
        extensions.delete(caller.tenantId(), extensionId(id));
        return Done.SUCCESS;
    }

    private static UUID extensionId(String id) { return Ids.parse(id, AppError.EXTENSION_NOT_FOUND, "API-based extension"); }
}
