package dev.difynative.api.console.workflow;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.workflow.draft.NodeTrials;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Runs of single iterations and loops. */
@Path("/console/api/apps/{app}/workflows/draft/{type: iteration|loop}/nodes/{node}/run")
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
class ConsoleDraftContainerResource {
    private final NodeTrials runs;
    private final ConsoleCaller caller;
    private final SseWriter writer;

    ConsoleDraftContainerResource(NodeTrials runs, ConsoleCaller caller, SseWriter writer) {
        this.runs = runs;
        this.caller = caller;
        this.writer = writer;
    }

    @POST
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> run(@PathParam("app") String app, @PathParam("type") String type, @PathParam("node") String node,
            RunDraft body) {
        return writer.stream(runs.stream(caller.tenantId(), caller.accountId(), RunIds.app(app), type, node,
                RunDraft.input(body)));
    }
}
