package dev.difynative.api.console.workflow;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.DefaultBlocks;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.MarkVersion;
import dev.difynative.workflow.PublishedVersion;
import dev.difynative.workflow.SaveDraft;
import dev.difynative.workflow.SavedDraft;
import dev.difynative.workflow.VersionFilter;
import dev.difynative.workflow.WorkflowDrafts;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.WorkflowVersions;
import dev.difynative.workflow.WorkflowView;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The draft of an app's workflow and its published versions. */
@Path("/console/api/apps/{app}/workflows")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleWorkflowResource {
    private static final int MAX_LIMIT = 100;

    private final WorkflowDrafts drafts;
    private final WorkflowVersions versions;
    private final DefaultBlocks blocks;
    private final GraphJson json;
    private final OwnApp ownApp;
    private final ConsoleCaller caller;

    ConsoleWorkflowResource(WorkflowDrafts drafts, WorkflowVersions versions, DefaultBlocks blocks, GraphJson json,
            OwnApp ownApp, ConsoleCaller caller) {
        this.drafts = drafts;
        this.versions = versions;
        this.blocks = blocks;
        this.json = json;
        this.ownApp = ownApp;
        this.caller = caller;
    }

    @GET
    @Path("/draft")
    public WorkflowView draft(@PathParam("app") String app) { return drafts.get(caller.tenantId(), RunIds.app(app)); }

    /** The body is taken as text, because what an editor adds to it is kept; a page that is closing can send only plain text. */
    @POST
    @Path("/draft")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public SavedDraft save(@PathParam("app") String app, String body) {
        return drafts.save(caller.tenantId(), caller.accountId(), RunIds.app(app), SaveDraft.of(json.sentObject(body)));
    }

    @GET
    @Path("/publish")
    public PublishedWorkflow published(@PathParam("app") String app) {
        return new PublishedWorkflow(versions.latest(caller.tenantId(), RunIds.app(app)).orElse(null));
    }

    @POST
    @Path("/publish")
    public PublishedVersion publish(@PathParam("app") String app, MarkVersion body) {
        return versions.publish(caller.tenantId(), caller.accountId(), RunIds.app(app), body == null ? MarkVersion.NONE : body);
    }

    @GET
    public WorkflowHistory list(@PathParam("app") String app, @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("10") int limit, @QueryParam("user_id") String creator,
            @QueryParam("named_only") @DefaultValue("false") boolean namedOnly) {
        PageRequest request = PageRequest.of(page, limit, MAX_LIMIT);
        UUID creatorId = creator == null || creator.isEmpty()
                ? null
                : Ids.parse(creator, WorkflowError.WORKFLOW_NOT_FOUND, "Account");
        Slice<WorkflowView> found = versions.list(caller.tenantId(), RunIds.app(app), new VersionFilter(creatorId, namedOnly),
                request);
        return new WorkflowHistory(found.data(), page, limit, found.hasMore());
    }

    @GET
    @Path("/{workflow: [0-9a-fA-F-]{36}}")
    public WorkflowView get(@PathParam("app") String app, @PathParam("workflow") String workflow) {
        return versions.get(caller.tenantId(), RunIds.app(app), workflowId(workflow));
    }

    @PATCH
    @Path("/{workflow: [0-9a-fA-F-]{36}}")
    public WorkflowView mark(@PathParam("app") String app, @PathParam("workflow") String workflow, MarkVersion body) {
        return versions.mark(caller.tenantId(), caller.accountId(), RunIds.app(app), workflowId(workflow),
                body == null ? MarkVersion.NONE : body);
    }

    @DELETE
    @Path("/{workflow: [0-9a-fA-F-]{36}}")
    @ResponseStatus(204)
    public void delete(@PathParam("app") String app, @PathParam("workflow") String workflow) {
        versions.delete(caller.tenantId(), RunIds.app(app), workflowId(workflow));
    }

    @POST
    @Path("/{workflow: [0-9a-fA-F-]{36}}/restore")
    public SavedDraft restore(@PathParam("app") String app, @PathParam("workflow") String workflow) {
        return drafts.restore(caller.tenantId(), caller.accountId(), RunIds.app(app), workflowId(workflow));
    }

    @GET
    @Path("/default-workflow-block-configs")
    public List<DefaultBlocks.Block> defaultBlocks(@PathParam("app") String app) {
        ownApp.id(app);
        return blocks.all();
    }

    @GET
    @Path("/default-workflow-block-configs/{type}")
    public DefaultBlocks.Block defaultBlock(@PathParam("app") String app, @PathParam("type") String type,
            @QueryParam("q") String filter) {
        ownApp.id(app);
        return blocks
                .find(type, filter == null || filter.isEmpty() ? null : json.sentObject(filter).path("code_language").asText())
                .orElseThrow(() -> WorkflowError.WORKFLOW_NOT_FOUND.because("There are no default settings of '%s' nodes", type));
    }

    private static UUID workflowId(String id) { return Ids.parse(id, WorkflowError.WORKFLOW_NOT_FOUND, "Workflow"); }
}
