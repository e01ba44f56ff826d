package dev.difynative.api.service.workflow;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

import dev.difynative.api.Done;
import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.service.OfUser;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workflow.run.WorkflowConfig;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Runs of workflow apps. */
@Path("/api/workflows")
@Consumes(MediaType.APPLICATION_JSON)
class ServiceWorkflowResource {
    private final WorkflowCalls workflows;
    private final AppCaller caller;
    private final SseWriter writer;
    private final WorkflowConfig config;

    ServiceWorkflowResource(WorkflowCalls workflows, AppCaller caller, SseWriter writer, WorkflowConfig config) {
        this.workflows = workflows;
        this.caller = caller;
        this.writer = writer;
        this.config = config;
    }

    @POST
    @Path("/run")
    @NonBlocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> run(RunWorkflow body, @RestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        return answer(body, null, authorization);
    }

    @POST
    @Path("/{workflow_id}/run")
    @NonBlocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> runVersion(@RestPath("workflow_id") String workflowId, RunWorkflow body,
            @RestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        return answer(body, workflowId, authorization);
    }

    @POST
    @Path("/tasks/{task_id}/stop")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Done stop(@RestPath("task_id") String taskId, OfUser body) {
        WorkflowCalls.checkWorkflow(caller.app());
        // Whose run it is, is not looked at: a user is named because Dify asks for one.
        Bodies.required(body).requiredUser();
        Ids.tryParse(taskId).ifPresent(task -> workflows.stopWorkflow(caller.app(), task));
        return Done.SUCCESS;
    }

    private Uni<Reply> answer(RunWorkflow body, String workflowId, String authorization) {
        AppSnapshot app = caller.app();
        WorkflowCalls.checkWorkflow(app);
        return switch (Bodies.required(body).mode()) {
            case STREAMING -> writer.stream(begun(app, body, workflowId).thenCompose(WorkflowCalls.Begun::frames));
            case BLOCKING -> whole(begun(app, body, workflowId));
            case ASYNC -> writer.accepted(EventLoops
                    .hereOrOnWorker(() -> workflows.submit(app, workflowId, body.input(), body.callback(key(authorization))))
                    .thenCompose(Function.identity()).thenApply(AcceptedRun::of));
        };
    }

    private Uni<Reply> whole(CompletionStage<WorkflowCalls.Begun> begun) {
        if (config.cancelOnDisconnect()) {
            writer.whenCallerLeaves(() -> begun.thenAccept(it -> it.run().stopUnread()));
        }
        return writer.single(begun.thenCompose(WorkflowCalls.Begun::finished).thenApply(RunBody::of));
    }

    private CompletionStage<WorkflowCalls.Begun> begun(AppSnapshot app, RunWorkflow body, String workflowId) {
        boolean streaming = body.mode() == RunWorkflow.ResponseMode.STREAMING;
        return EventLoops.hereOrOnWorker(() -> workflows.run(app, workflowId, body.input(), streaming));
    }

    /** The key that the call was made with; the filter has seen to it that there is one. */
    private static String key(String authorization) {
        return authorization.substring("Bearer ".length()).strip();
    }
}
