package dev.difynative.api.management.apps;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ListRequest;
import dev.difynative.api.management.ManagedList;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.apps.AppDetail;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppFilter;
import dev.difynative.apps.AppService;
import dev.difynative.apps.CreateApp;
import dev.difynative.apps.UpdateApp;
import dev.difynative.auth.keys.KeyPairs;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The apps of the workspace. */
@Path("/api/management/apps")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ManagementAppResource {
    private final AppService apps;
    private final KeyPairs pairs;
    private final ManagementCaller caller;

    ManagementAppResource(AppService apps, KeyPairs pairs, ManagementCaller caller) {
        this.apps = apps;
        this.pairs = pairs;
        this.caller = caller;
    }

    record NewApp(String name, ManagedMode mode, String icon, String iconBackground, String description) {}

    record ChangedApp(String name, String icon, String iconBackground, String description) {}

    @GET
    @Requires(Role.NORMAL)
    public ManagedList<ManagedApp> list(@BeanParam ListRequest list, @QueryParam("name") String name,
            @QueryParam("mode") String mode) {
        AppFilter filter = AppFilter.of(name, ManagedMode.parameter(mode)).seenBy(caller.accountId(), caller.role());
        return list.of(page -> apps.list(caller.tenantId(), filter, page),
                (last, limit) -> apps.after(caller.tenantId(), filter, last, limit), ManagedApp::of);
    }

    @POST
    @ResponseStatus(201)
    public CreatedApp create(@NotNull NewApp body) {
        AppDetail app = apps.create(caller.tenantId(), caller.accountId(), new CreateApp(body.name(),
                body.mode() == null ? null : body.mode().mode(), body.description(), null, body.icon(), body.iconBackground()));
        return CreatedApp.of(app, pairs.get(caller.tenantId(), app.id(), caller.accountId()));
    }

    @GET
    @Path("/{id}")
    @Requires(Role.NORMAL)
    public ManagedApp get(@PathParam("id") String id) { return ManagedApp.of(apps.get(caller.tenantId(), appId(id))); }

    @PATCH
    @Path("/{id}")
    public ManagedApp update(@PathParam("id") String id, @NotNull ChangedApp body) {
        return ManagedApp.of(apps.update(caller.tenantId(), caller.accountId(), appId(id),
                UpdateApp.of(body.name(), body.description(), body.icon(), body.iconBackground())));
    }

    @DELETE
    @Path("/{id}")
    public Done delete(@PathParam("id") String id) {
        apps.delete(caller.tenantId(), caller.accountId(), appId(id));
        return Done.SUCCESS;
    }

    static UUID appId(String id) { return Ids.parse(id, AppError.APP_NOT_FOUND, "App"); }
}
