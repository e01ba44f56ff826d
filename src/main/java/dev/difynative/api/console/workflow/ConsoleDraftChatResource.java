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
import dev.difynative.workflow.draft.DraftRuns;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Questions to the drafts of chatflows. */
@Path("/console/api/apps/{app}/advanced-chat/workflows/draft/run")
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
class ConsoleDraftChatResource {
    private final DraftRuns runs;
    private final ConsoleCaller caller;
    private final SseWriter writer;

    ConsoleDraftChatResource(DraftRuns runs, ConsoleCaller caller, SseWriter writer) {
        this.runs = runs;
        this.caller = caller;
        this.writer = writer;
    }

    @POST
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> ask(@PathParam("app") String app, RunDraft body) {
        return writer.stream(runs.ask(caller.tenantId(), caller.accountId(), RunIds.app(app), RunDraft.input(body)));
    }
}
