package dev.difynative.api.console.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.workflow.form.FormDefinition;
import dev.difynative.workflow.form.FormMails;
import dev.difynative.workflow.form.HumanForms;
import dev.difynative.workflow.run.RunEvents;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Runs that wait for people, and the forms they wait for, in the console. */
@Path("/console/api")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
class ConsoleHumanInputResource {
    private final HumanForms forms;
    private final FormMails mails;
    private final RunEvents events;
    private final OwnApp apps;
    private final ConsoleCaller caller;
    private final SseWriter writer;

    ConsoleHumanInputResource(HumanForms forms, FormMails mails, RunEvents events, OwnApp apps, ConsoleCaller caller,
            SseWriter writer) {
        this.forms = forms;
        this.mails = mails;
        this.events = events;
        this.apps = apps;
        this.caller = caller;
        this.writer = writer;
    }

    public record FilledForm(Map<String, Object> inputs, String action) {}

    /** What a run waits for. */
    @RegisterForReflection(ignoreNested = false)
    public record PauseDetails(Instant pausedAt, List<PausedNode> pausedNodes) {

        public record PausedNode(String nodeId, String nodeTitle, PauseType pauseType) {}

        public record PauseType(String type, UUID formId, String formToken, String backstageInputUrl) {}
    }

    @GET
    @Path("/form/human_input/{token}")
    @RunOnVirtualThread
    public FormDefinition form(@PathParam("token") String token) { return forms.ofTenant(caller.tenantId(), token); }

    @POST
    @Path("/form/human_input/{token}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Map<String, Object> submit(@PathParam("token") String token, FilledForm body) {
        FilledForm filled = Bodies.required(body);
        forms.submitOfTenant(caller.tenantId(), token, new HumanForms.Submission(filled.action(), filled.inputs(), null));
        return Map.of();
    }

    @GET
    @Path("/workflow/{run}/pause-details")
    @RunOnVirtualThread
    public PauseDetails pauseDetails(@PathParam("run") String run) {
        UUID id = visible(run);
        return new PauseDetails(events.pausedAt(caller.tenantId(), id).orElse(null),
                forms.waiting(caller.tenantId(), id).stream().map(form -> new PauseDetails.PausedNode(form.nodeId(),
                        form.nodeTitle(), new PauseDetails.PauseType("human_input", form.formId(), form.token(),
                                mails.link(form.token()))))
                        .toList());
    }

    /** The events of a run from the start, or after one that has been seen. */
    @GET
    @Path("/workflow/{run}/events")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> events(@PathParam("run") String run, @RestQuery("last_event_id") @DefaultValue("0") int after,
            @RestQuery("continue_on_pause") @DefaultValue("false") boolean continueOnPause) {
        return writer.stream(CompletableFuture
                .completedFuture(events.readOfTenant(caller.tenantId(), visible(run), after, continueOnPause)));
    }

    private UUID visible(String run) {
        UUID id = RunIds.run(run);
        apps.refuseHidden(events.appOf(caller.tenantId(), id));
        return id;
    }
}
