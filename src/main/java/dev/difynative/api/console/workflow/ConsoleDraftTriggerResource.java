package dev.difynative.api.console.workflow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.history.NodeExecutionView;
import dev.difynative.workflow.trigger.TriggerTrials;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Tries out the triggers of a draft. A trigger that has nothing yet is asked for again after {@code retry_in} milliseconds. */
@Path("/console/api/apps/{app}/workflows/draft")
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
class ConsoleDraftTriggerResource {
    private static final Waiting WAITING = new Waiting("waiting", 2_000);

    private final TriggerTrials trials;
    private final ConsoleCaller caller;
    private final SseWriter writer;

    ConsoleDraftTriggerResource(TriggerTrials trials, ConsoleCaller caller, SseWriter writer) {
        this.trials = trials;
        this.caller = caller;
        this.writer = writer;
    }

    public record RunTrigger(String nodeId) {}

    public record RunTriggers(List<String> nodeIds) {}

    /** Nothing has come yet. */
    @RegisterForReflection
    public record Waiting(String status, int retryIn) {}

    @POST
    @Path("/trigger/run")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> run(@PathParam("app") String app, RunTrigger body) {
        if (Bodies.required(body).nodeId() == null) {
            throw Parameters.missing("node_id");
        }
        return run(app, List.of(body.nodeId()));
    }

    @POST
    @Path("/trigger/run-all")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> runAll(@PathParam("app") String app, RunTriggers body) {
        List<String> nodes = Bodies.required(body).nodeIds();
        if (nodes == null || nodes.isEmpty()) {
            throw Parameters.missing("node_ids");
        }
        return run(app, nodes);
    }

    @POST
    @Path("/nodes/{node}/trigger/run")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> runNode(@PathParam("app") String app, @PathParam("node") String node) {
        Optional<NodeExecutionView> done = trials.runNode(caller.tenantId(), caller.accountId(), RunIds.app(app), node);
        return writer.single(CompletableFuture.completedFuture(done.isPresent() ? done.get() : WAITING));
    }

    private Uni<Reply> run(String app, List<String> nodes) {
        Optional<CompletableFuture<FrameStream>> stream = trials.run(caller.tenantId(), caller.accountId(), RunIds.app(app),
                nodes);
        return stream.isPresent() ? writer.stream(stream.get()) : writer.single(CompletableFuture.completedFuture(WAITING));
    }
}
