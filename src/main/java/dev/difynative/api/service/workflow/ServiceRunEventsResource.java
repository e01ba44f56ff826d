package dev.difynative.api.service.workflow;

import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.service.EndUserScopes;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.chat.history.EndUserScope;
import dev.difynative.platform.error.CommonError;
import dev.difynative.workflow.run.RunEvents;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The event stream of a run, for readers that were cut off or come later. */
@Path("/api/workflow")
class ServiceRunEventsResource {
    private final RunEvents events;
    private final EndUserScopes scopes;
    private final SseWriter writer;

    ServiceRunEventsResource(RunEvents events, EndUserScopes scopes, SseWriter writer) {
        this.events = events;
        this.scopes = scopes;
        this.writer = writer;
    }

    /** From the start, or after the event whose number is in {@code last_event_id} or the header Last-Event-ID. */
    @GET
    @Path("/{workflow_run_id}/events")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> events(@RestPath("workflow_run_id") String runId, @RestQuery String user,
            @RestQuery("last_event_id") String lastEventId, @RestHeader("Last-Event-ID") String lastEventHeader,
            @RestQuery("continue_on_pause") @DefaultValue("false") boolean continueOnPause) {
        EndUserScope scope = scopes.ofNamed(user);
        int after = number(lastEventId == null || lastEventId.isEmpty() ? lastEventHeader : lastEventId);
        return writer.stream(CompletableFuture.completedFuture(
                events.read(scope.tenantId(), scope.appId(), scope.endUserId(), runId, after, continueOnPause)));
    }

    private static int number(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,9}")) {
            throw CommonError.INVALID_PARAM.field("last_event_id", "type",
                    "Parameter 'last_event_id' must be the event_id of an event");
        }
        return Integer.parseInt(text);
    }
}
