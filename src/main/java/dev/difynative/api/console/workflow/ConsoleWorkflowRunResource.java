package dev.difynative.api.console.workflow;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.paging.Limit;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.draft.DraftRuns;
import dev.difynative.workflow.history.NodeExecutionView;
import dev.difynative.workflow.history.RunCounts;
import dev.difynative.workflow.history.RunExports;
import dev.difynative.workflow.history.RunFilter;
import dev.difynative.workflow.history.RunRecord;
import dev.difynative.workflow.history.RunRecords;
import dev.difynative.workflow.history.RunSummary;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What has become of the runs of a workflow. */
@Path("/console/api/apps/{app}/workflow-runs")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleWorkflowRunResource {
    private static final int MAX_LIMIT = 100;

    private final RunRecords history;
    private final DraftRuns drafts;
    private final RunExports exports;
    private final ConsoleCaller caller;
    private final Clock clock;

    ConsoleWorkflowRunResource(RunRecords history, DraftRuns drafts, RunExports exports, ConsoleCaller caller, Clock clock) {
        this.history = history;
        this.drafts = drafts;
        this.exports = exports;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    public Slice<RunSummary> runs(@PathParam("app") String app, @RestQuery("last_id") String lastId,
            @RestQuery @DefaultValue("20") int limit, @RestQuery String status,
            @RestQuery("triggered_from") String triggeredFrom) {
        UUID last = lastId == null || lastId.isEmpty() ? null : RunIds.run(lastId);
        return history.list(caller.tenantId(), RunIds.app(app), RunFilter.of(status, triggeredFrom), last,
                Limit.checked(limit, MAX_LIMIT));
    }

    @GET
    @Path("/count")
    public RunCounts count(@PathParam("app") String app, @RestQuery String status, @RestQuery("time_range") String range,
            @RestQuery("triggered_from") String triggeredFrom) {
        return history.count(caller.tenantId(), RunIds.app(app),
                RunFilter.of(status, triggeredFrom).within(range, clock.instant()));
    }

    @GET
    @Path("/{run}")
    public RunRecord run(@PathParam("app") String app, @PathParam("run") String run) {
        return history.get(caller.tenantId(), RunIds.app(app), RunIds.run(run));
    }

    @GET
    @Path("/{run}/node-executions")
    public Listing<NodeExecutionView> nodes(@PathParam("app") String app, @PathParam("run") String run) {
        return new Listing<>(history.nodes(caller.tenantId(), RunIds.app(app), RunIds.run(run)));
    }

    /** Where all that is kept of a run can be fetched as an archive. */
    @RegisterForReflection
    public record Export(String status, String presignedUrl, Instant presignedUrlExpiresAt) {}

    @GET
    @Path("/{run}/export")
    @Requires(Role.EDITOR)
    public Export export(@PathParam("app") String app, @PathParam("run") String run, @Context UriInfo uri) {
        RunExports.Link link = exports.link(caller.tenantId(), RunIds.app(app), RunIds.run(run));
        return new Export("success", uri.getBaseUri().toString().replaceFirst("/+$", "") + link.path(), link.expiresAt());
    }

    @POST
    @Path("/tasks/{task}/stop")
    @Requires(Role.EDITOR)
    public Done stop(@PathParam("app") String app, @PathParam("task") String task) {
        drafts.stop(caller.tenantId(), RunIds.app(app), Ids.parse(task, WorkflowError.RUN_NOT_FOUND, "Task"));
        return Done.SUCCESS;
    }
}
