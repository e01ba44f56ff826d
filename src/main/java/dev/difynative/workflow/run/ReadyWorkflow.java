package dev.difynative.workflow.run;

import java.util.Map;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.Program;
import dev.difynative.workflow.run.stream.Masking;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/**
 * A version of a workflow with everything that can be made of it before a run.
 *
 * @param entry
 *            the node to start from, or null
 * @param config
 *            its features and its form, as those of a simple app
 * @param environment
 *            by name, secrets in the clear
 * @param conversation
 *            the declared variables of conversations, by name
 */
public record ReadyWorkflow(WorkflowSnapshot snapshot, Program program, String entry, ModelConfig config,
        Map<String, Value> environment, Map<String, Declared> conversation, Masking masking) {

    /** Whether whoever begins a run fills in a form; a trigger is given what it has received, whatever that is. */
    boolean asksForm() {
        return entry != null && program.graph().find(entry).orElseThrow().type().equals("start");
    }

    /** The app with the features and the form of this version as its configuration; annotations are settled apart from both. */
    public AppSnapshot ruling(AppSnapshot app) {
        return app.with(config.with(app.config().features().annotationReply()));
    }

    /** A conversation variable as it is declared. */
    public record Declared(String id, String name, ValueType type, String wireType, Value initial, String description) {}
}
