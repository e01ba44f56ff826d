package dev.difynative.api.console.plugins;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.Done;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.plugins.InstalledView;
import dev.difynative.plugins.PluginCategory;
import dev.difynative.plugins.PluginService;
import dev.difynative.plugins.PluginView;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The plugins that the workspace may have, and those that it has. */
@Path("/console/api/workspaces/current/plugins")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsolePluginResource {
    private static final int MAX_PAGE_SIZE = 100;

    private final PluginService plugins;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsolePluginResource(PluginService plugins, ConsoleCaller caller, AuditNotes notes) {
        this.plugins = plugins;
        this.caller = caller;
        this.notes = notes;
    }

    @RegisterForReflection
    public record Listed(List<PluginView> plugins, long total) {}

    @RegisterForReflection
    public record Present(List<InstalledView> plugins, int total) {}

    record Install(String pluginUniqueIdentifier) {}

    record Uninstall(String pluginId, String installId, String pluginInstallationId) {
        String id() { return pluginId != null ? pluginId : installId != null ? installId : pluginInstallationId; }
    }

    @RegisterForReflection
    public record Installed(String result, InstalledView plugin) {}

    @GET
    @Requires(Role.NORMAL)
    public Listed list(@QueryParam("page") @DefaultValue("1") int page, @QueryParam("page_size") @DefaultValue("20") int size,
            @QueryParam("category") String category, @QueryParam("search") String search) {
        if (size < 1 || size > MAX_PAGE_SIZE) {
            throw CommonError.INVALID_PARAM.field("page_size", "range", "Parameter 'page_size' must be between 1 and %d",
                    MAX_PAGE_SIZE);
        }
        Page<PluginView> found = plugins.list(caller.tenantId(), search, PluginCategory.optional(category),
                PageRequest.of(page, size, MAX_PAGE_SIZE));
        return new Listed(found.data(), found.total());
    }

    @GET
    @Path("/installed")
    @Requires(Role.NORMAL)
    public Present present() {
        List<InstalledView> installed = plugins.installed(caller.tenantId());
        return new Present(installed, installed.size());
    }

    @POST
    @Path("/install")
    public Installed install(@NotNull Install body) {
        InstalledView installed = plugins.install(caller.tenantId(), caller.accountId(), body.pluginUniqueIdentifier());
        notes.about(installed.pluginId());
        return new Installed("success", installed);
    }

    /** The same as installing: the newest package takes the place of the one that is there. */
    @POST
    @Path("/upgrade")
    public Installed upgrade(@NotNull Install body) { return install(body); }

    @POST
    @Path("/uninstall")
    public Done uninstall(@NotNull Uninstall body) {
        if (body.id() == null) {
            throw Parameters.missing("plugin_id");
        }
        notes.about(plugins.uninstall(caller.tenantId(), body.id()));
        return Done.SUCCESS;
    }

    @DELETE
    @Path("/{author}/{name}")
    public Done remove(@PathParam("author") String author, @PathParam("name") String name) {
        notes.about(plugins.uninstall(caller.tenantId(), author + "/" + name));
        return Done.SUCCESS;
    }
}
