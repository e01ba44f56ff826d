package dev.difynative.api.service.app;

import java.util.List;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.conversations.FeedbackList;
import dev.difynative.apps.AppIcons;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.chat.history.FeedbackService;
import dev.difynative.files.FileKinds;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.catalogue.ToolIcons;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workspace.tag.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What a client may know of the app that it calls. */
@Path("/api")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ServiceAppInfoResource {
    private static final int MOST_FEEDBACKS = 101;

    private final AppCaller caller;
    private final WorkflowCalls workflows;
    private final FileKinds kinds;
    private final FeedbackService feedbacks;
    private final Tags tags;
    private final ToolIcons toolIcons;
    private final AppIcons appIcons;

    ServiceAppInfoResource(AppCaller caller, WorkflowCalls workflows, FileKinds kinds, FeedbackService feedbacks, Tags tags,
            ToolIcons toolIcons, AppIcons appIcons) {
        this.caller = caller;
        this.workflows = workflows;
        this.kinds = kinds;
        this.feedbacks = feedbacks;
        this.tags = tags;
        this.toolIcons = toolIcons;
        this.appIcons = appIcons;
    }

    @GET
    @Path("/parameters")
    public AppParameters parameters() {
        AppSnapshot app = caller.app();
        return AppParameters.of(app.mode().isGraph() ? workflows.asPublished(app).config() : app.config(), kinds);
    }

    @GET
    @Path("/info")
    public AppInfo info() {
        AppSnapshot app = caller.app();
        return AppInfo.of(app, tags.ofTargets(app.tenantId(), List.of(app.id())).getOrDefault(app.id(), List.of()));
    }

    @GET
    @Path("/meta")
    public AppMeta meta(@Context UriInfo request) {
        AppSnapshot app = caller.app();
        List<ToolKey> used = app.mode().isGraph() ? workflows.tools(app) : tools(app.config().agentMode());
        return AppMeta.of(toolIcons.of(app.tenantId(), used), request.getBaseUri().toString());
    }

    private static List<ToolKey> tools(ModelConfig.AgentMode agent) {
        return agent.tools().stream().map(tool -> new ToolKey(tool.providerType(), tool.providerId(), tool.toolName())).toList();
    }

    @GET
    @Path("/site")
    public AppSite site() {
        AppSnapshot app = caller.app();
        AppSnapshot.Face face = app.face();
        if (face.site() == null) {
            throw CommonError.ACCESS_DENIED.because("This app has no public page");
        }
        return AppSite.of(face, appIcons.url(app.tenantId(), face.iconType(), face.icon()));
    }

    @GET
    @Path("/app/feedbacks")
    public FeedbackList feedbacks(@RestQuery @DefaultValue("1") int page, @RestQuery @DefaultValue("20") int limit) {
        return new FeedbackList(
                feedbacks.list(caller.tenantId(), caller.appId(), PageRequest.of(page, limit, MOST_FEEDBACKS)));
    }
}
