package dev.difynative.api.console.workflow;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.Bodies;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.trigger.TriggerError;
import dev.difynative.workflow.trigger.TriggerView;
import dev.difynative.workflow.trigger.Triggers;
import dev.difynative.workflow.trigger.WebhookView;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What begins runs of an app without a call of its API. */
@Path("/console/api/apps/{app}")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleTriggerResource {
    private final Triggers triggers;
    private final ConsoleCaller caller;

    ConsoleTriggerResource(Triggers triggers, ConsoleCaller caller) {
        this.triggers = triggers;
        this.caller = caller;
    }

    /** Which trigger is switched on or off. */
    public record EnableTrigger(String triggerId, Boolean enableTrigger) {}

    @GET
    @Path("/triggers")
    @Requires(Role.NORMAL)
    public Listing<TriggerView> list(@PathParam("app") String app) {
        return new Listing<>(triggers.list(caller.tenantId(), RunIds.app(app)));
    }

    @POST
    @Path("/trigger-enable")
    @Consumes(MediaType.APPLICATION_JSON)
    public TriggerView enable(@PathParam("app") String app, EnableTrigger body) {
        if (Bodies.required(body).enableTrigger() == null) {
            throw Parameters.missing("enable_trigger");
        }
        return triggers.enable(caller.tenantId(), RunIds.app(app),
                Ids.parse(body.triggerId(), TriggerError.TRIGGER_NOT_FOUND, "Trigger"), body.enableTrigger());
    }

    @GET
    @Path("/workflows/triggers/webhook")
    public WebhookView webhook(@PathParam("app") String app, @RestQuery("node_id") String nodeId, @Context UriInfo uri) {
        if (nodeId == null || nodeId.isEmpty()) {
            throw Parameters.missing("node_id");
        }
        return triggers.webhook(caller.tenantId(), RunIds.app(app), nodeId, uri.getBaseUri());
    }
}
