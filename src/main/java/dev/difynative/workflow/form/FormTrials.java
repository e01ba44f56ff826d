package dev.difynative.workflow.form;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.CommonError;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.draft.DraftRuns.DraftInput;
import dev.difynative.workflow.draft.NodeTrials;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.history.NodeExecutionView;
import dev.difynative.workflow.run.FinishedRun;
import dev.difynative.workflow.run.RunResumption;

/** Tries out the forms of a draft. What is tried out is a run like any other, which waits for its form. */
@Singleton
public class FormTrials {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 50;

    private final NodeTrials trials;
    private final HumanForms forms;
    private final FormMails mails;
    private final RunResumption resumption;

    /** Whose draft it is, and which node. */
    public record Place(UUID tenantId, UUID accountId, UUID appId, String nodeId) {}

    FormTrials(NodeTrials trials, HumanForms forms, FormMails mails, RunResumption resumption) {
        this.trials = trials;
        this.forms = forms;
        this.mails = mails;
        this.resumption = resumption;
    }

    /** The form as it would be shown with these inputs. */
    public JsonNode preview(Place place, Map<String, Object> inputs) {
        FinishedRun run = paused(place, inputs, FormTrials::silent);
        resumption.stop(run.run().id(), "It was only looked at");
        ObjectNode form = run.result().pauses().getFirst().reason().deepCopy();
        form.remove("form_token");
        return form;
    }

    /** Fills in the form and runs the node to its end. */
    public NodeExecutionView run(Place place, Map<String, Object> inputs, HumanForms.Submission submission) {
        FinishedRun run = paused(place, inputs, FormTrials::silent);
        String token = run.result().pauses().getFirst().reason().path("form_token").asText();
        forms.submitOfTenant(place.tenantId(), token, submission);
        long end = System.nanoTime() + PATIENCE.toNanos();
        NodeExecutionView node = node(place, run);
        while (node.finishedAt() == null || node.status().equals(RunStatus.PAUSED.wire())) {
            if (System.nanoTime() > end) {
                throw CommonError.SERVICE_UNAVAILABLE.because("The node did not end in time");
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw CommonError.SERVICE_UNAVAILABLE.because("The call was ended");
            }
            node = node(place, run);
        }
        return node;
    }

    /** Sends one of the node's e-mails to who tries it out; its link opens a form that nothing depends on. */
    public void deliver(Place place, Map<String, Object> inputs, String methodId) {
        mails.requireServer();
        paused(place, inputs, draft -> only(draft, methodId));
    }

    private NodeExecutionView node(Place place, FinishedRun run) {
        return trials.executed(place.tenantId(), place.appId(), run.run().id(), place.nodeId());
    }

    private FinishedRun paused(Place place, Map<String, Object> inputs, UnaryOperator<WorkflowSnapshot> change) {
        FinishedRun run = trials.tryOut(place.tenantId(), place.accountId(), place.appId(), place.nodeId(),
                new DraftInput(inputs, null, null, null), change);
        RunResult result = run.result();
        if (result.status() != RunStatus.PAUSED) {
            throw CommonError.INVALID_PARAM.because("The node does not wait for a person: %s", result.error());
        }
        return run;
    }

    private static WorkflowSnapshot silent(WorkflowSnapshot draft) {
        draft.graph().path("nodes").forEach(node -> ((ObjectNode) node.path("data")).remove("delivery_methods"));
        return draft;
    }

    private static WorkflowSnapshot only(WorkflowSnapshot draft, String methodId) {
        boolean found = false;
        for (JsonNode node : draft.graph().path("nodes")) {
            ObjectNode data = (ObjectNode) node.path("data");
            ArrayNode kept = data.arrayNode();
            for (JsonNode method : data.path("delivery_methods")) {
                if (method.path("id").asText().equals(methodId) && method.path("type").asText().equals("email")) {
                    kept.add(((ObjectNode) method.deepCopy()).put("enabled", true));
                    found = true;
                }
            }
            data.set("delivery_methods", kept);
        }
        if (!found) {
            throw CommonError.INVALID_PARAM.field("delivery_method_id", "enum", "The node has no e-mail of that id");
        }
        return draft;
    }
}
