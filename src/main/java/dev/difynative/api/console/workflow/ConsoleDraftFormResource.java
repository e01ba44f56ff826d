package dev.difynative.api.console.workflow;

import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.Bodies;
import dev.difynative.workflow.form.FormTrials;
import dev.difynative.workflow.form.HumanForms;
import dev.difynative.workflow.history.NodeExecutionView;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Tries out the forms of a draft. */
@Path("/console/api/apps/{app}/workflows/draft/human-input/nodes/{node}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleDraftFormResource {
    private final FormTrials trials;
    private final ConsoleCaller caller;

    ConsoleDraftFormResource(FormTrials trials, ConsoleCaller caller) {
        this.trials = trials;
        this.caller = caller;
    }

    public record PreviewForm(Map<String, Object> inputs) {}

    public record RunForm(Map<String, Object> formInputs, Map<String, Object> inputs, String action) {}

    public record TestDelivery(String deliveryMethodId, Map<String, Object> inputs) {}

    @POST
    @Path("/form/preview")
    public JsonNode preview(@PathParam("app") String app, @PathParam("node") String node, PreviewForm body) {
        return trials.preview(place(app, node), orEmpty(body == null ? null : body.inputs()));
    }

    @POST
    @Path("/form/run")
    public NodeExecutionView run(@PathParam("app") String app, @PathParam("node") String node, RunForm body) {
        RunForm filled = Bodies.required(body);
        return trials.run(place(app, node), orEmpty(filled.inputs()),
                new HumanForms.Submission(filled.action(), orEmpty(filled.formInputs()), null));
    }

    @POST
    @Path("/delivery-test")
    public Map<String, Object> deliver(@PathParam("app") String app, @PathParam("node") String node, TestDelivery body) {
        trials.deliver(place(app, node), orEmpty(Bodies.required(body).inputs()), body.deliveryMethodId());
        return Map.of();
    }

    private FormTrials.Place place(String app, String node) {
        return new FormTrials.Place(caller.tenantId(), caller.accountId(), RunIds.app(app), node);
    }

    private static Map<String, Object> orEmpty(Map<String, Object> inputs) { return inputs == null ? Map.of() : inputs; }
}
