package dev.difynative.api.console.plugins;

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
import dev.difynative.platform.error.Parameters;
import dev.difynative.plugins.InstalledView;
import dev.difynative.plugins.PluginPackage;
import dev.difynative.plugins.PluginService;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The same under the paths that Dify's console uses; what it does in a task is done here when the call is answered. */
@Path("/console/api/workspaces/current/plugin")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsolePluginListResource {
    private final PluginService plugins;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsolePluginListResource(PluginService plugins, ConsoleCaller caller, AuditNotes notes) {
        this.plugins = plugins;
        this.caller = caller;
        this.notes = notes;
    }

    @RegisterForReflection
    public record Present(List<InstalledView> plugins, int total) {}

    record InstallAll(List<String> pluginUniqueIdentifiers) {}

    record Upgrade(String originalPluginUniqueIdentifier, String newPluginUniqueIdentifier) {}

    record Uninstall(String pluginInstallationId) {}

    @RegisterForReflection
    public record Installing(boolean allInstalled, String taskId) {}

    @RegisterForReflection
    public record Manifest(PluginPackage manifest) {}

    @GET
    @Path("/list")
    @Requires(Role.NORMAL)
    public Present list() {
        List<InstalledView> installed = plugins.installed(caller.tenantId());
        return new Present(installed, installed.size());
    }

    @GET
    @Path("/fetch-manifest")
    public Manifest manifest(@QueryParam("plugin_unique_identifier") String identifier) {
        return new Manifest(plugins.preview(identifier));
    }

    @POST
    @Path("/install/marketplace")
    public Installing install(@NotNull InstallAll body) {
        if (body.pluginUniqueIdentifiers() == null || body.pluginUniqueIdentifiers().isEmpty()) {
            throw Parameters.missing("plugin_unique_identifiers");
        }
        body.pluginUniqueIdentifiers().forEach(this::install);
        return new Installing(true, "");
    }

    @POST
    @Path("/upgrade/marketplace")
    public Installing upgrade(@NotNull Upgrade body) {
        install(body.newPluginUniqueIdentifier());
        return new Installing(true, "");
    }

    @POST
    @Path("/uninstall")
    public Done uninstall(@NotNull Uninstall body) {
        if (body.pluginInstallationId() == null) {
            throw Parameters.missing("plugin_installation_id");
        }
        notes.about(plugins.uninstall(caller.tenantId(), body.pluginInstallationId()));
        return Done.SUCCESS;
    }

    private void install(String identifier) {
        notes.about(plugins.install(caller.tenantId(), caller.accountId(), identifier).pluginId());
    }
}
