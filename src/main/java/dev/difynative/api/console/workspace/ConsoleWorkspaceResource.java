package dev.difynative.api.console.workspace;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.WorkspaceDetail;
import dev.difynative.workspace.WorkspaceService;
import dev.difynative.workspace.WorkspaceSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;

@Path("/console/api/workspaces")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleWorkspaceResource {
    private final WorkspaceService workspaces;
    private final ConsoleCaller caller;

    ConsoleWorkspaceResource(WorkspaceService workspaces, ConsoleCaller caller) {
        this.workspaces = workspaces;
        this.caller = caller;
    }

    record Workspaces(List<WorkspaceSummary> workspaces) {}

    @GET
    public Workspaces list() { return new Workspaces(workspaces.ofAccount(caller.accountId(), caller.tenantId())); }

    @GET
    @Path("/current")
    public WorkspaceDetail current() { return workspaces.detail(caller.tenantId(), caller.accountId()); }
}
