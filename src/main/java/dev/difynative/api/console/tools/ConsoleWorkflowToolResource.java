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
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.workflow.tool.WorkflowTools;
import dev.difynative.workflow.tool.WorkflowTools.SaveTool;
import dev.difynative.workflow.tool.WorkflowTools.ToolDetail;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Workflows as tools. */
@Path("/console/api/workspaces/current/tool-provider/workflow")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ConsoleWorkflowToolResource {
    private final WorkflowTools tools;
    private final OwnApp apps;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleWorkflowToolResource(WorkflowTools tools, OwnApp apps, ConsoleCaller caller, AuditNotes notes) {
        this.tools = tools;
        this.apps = apps;
        this.caller = caller;
        this.notes = notes;
    }

    record Chosen(String workflowToolId) {}

    @POST
    @Path("/create")
    public Done create(@NotNull SaveTool body) {
        apps.refuseHidden(Ids.tryParse(body.workflowAppId()).orElse(null));
        notes.about(tools.create(caller.tenantId(), caller.accountId(), body));
        return Done.SUCCESS;
    }

    @POST
    @Path("/update")
    public Done update(@NotNull SaveTool body) {
        tools.update(caller.tenantId(), body);
        notes.about(body.workflowToolId());
        return Done.SUCCESS;
    }

    @POST
    @Path("/delete")
    public Done delete(@NotNull Chosen body) {
        tools.delete(caller.tenantId(), body.workflowToolId());
        notes.about(body.workflowToolId());
        return Done.SUCCESS;
    }

    @GET
    @Path("/get")
    @Requires(Role.NORMAL)
    public ToolDetail get(@QueryParam("workflow_tool_id") String toolId, @QueryParam("workflow_app_id") String appId) {
        apps.refuseHidden(Ids.tryParse(appId).orElse(null));
        return tools.get(caller.tenantId(), toolId, appId);
    }

    @GET
    @Path("/tools")
    @Requires(Role.NORMAL)
    public List<ToolView> tools(@QueryParam("workflow_tool_id") String id) { return tools.tools(caller.tenantId(), id); }
}
