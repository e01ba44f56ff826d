package dev.difynative.api.console.apps;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.access.AppAccessView;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Who sees an app: only the one who made it, chosen members, or everyone. */
@Path("/console/api/apps/{id}/access")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleAppAccessResource {
    private final AppAccesses access;
    private final ConsoleCaller caller;

    ConsoleAppAccessResource(AppAccesses access, ConsoleCaller caller) {
        this.access = access;
        this.caller = caller;
    }

    record SetAccess(String permission, List<UUID> members) {}

    @GET
    @Requires(Role.NORMAL)
    public AppAccessView get(@PathParam("id") String id) { return access.get(caller.tenantId(), ConsoleAppResource.appId(id)); }

    @PUT
    public AppAccessView set(@PathParam("id") String id, @NotNull SetAccess body) {
        return access.set(caller.tenantId(), ConsoleAppResource.appId(id), body.permission(), body.members());
    }
}
