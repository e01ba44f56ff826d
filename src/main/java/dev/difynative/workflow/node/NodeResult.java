package dev.difynative.workflow.node;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Edge;
import dev.difynative.workflow.value.Value;

/** What came of running a node once. */
public sealed interface NodeResult {

    /** What the node worked with; shown in the history. */
    Map<String, Value> inputs();

    /** What a reader of the history may want to know besides inputs and outputs. */
    Map<String, Value> processData();

    Spending spending();

    /**
     * The node has done its work.
     *
     * @param handle
     *            by which the run goes on; {@link Edge#PLAIN} unless the node branches
     * @param metadata
     *            goes into the execution metadata as it is
     * @param endsBody
     *            whether the body of the container that the node is in has come to its end, other rounds included
     */
    record Succeeded(Map<String, Value> inputs, Map<String, Value> outputs, Map<String, Value> processData, String handle,
            Spending spending, Map<String, JsonNode> metadata, boolean endsBody) implements NodeResult {

        public Succeeded withInputs(Map<String, Value> more) {
            return new Succeeded(more, outputs, processData, handle, spending, metadata, endsBody);
        }

        public Succeeded withProcessData(Map<String, Value> more) {
            return new Succeeded(inputs, outputs, more, handle, spending, metadata, endsBody);
        }

        public Succeeded withHandle(String other) {
            return new Succeeded(inputs, outputs, processData, other, spending, metadata, endsBody);
        }

        public Succeeded withSpending(Spending other) {
            return new Succeeded(inputs, outputs, processData, handle, other, metadata, endsBody);
        }

        public Succeeded withMetadata(Map<String, JsonNode> more) {
            return new Succeeded(inputs, outputs, processData, handle, spending, more, endsBody);
        }

        public Succeeded endingBody() { return new Succeeded(inputs, outputs, processData, handle, spending, metadata, true); }
    }

    /**
     * The node has failed; it may be tried again, or have a way to go on.
     *
     * @param type
     *            the kind of failure, shown to the failure branch as {@code error_type}
     * @param outputs
     *            what is known all the same, such as the status of a refused request
     */
    record Failed(String type, String message, Map<String, Value> inputs, Map<String, Value> outputs,
            Map<String, Value> processData, Spending spending) implements NodeResult {

        public Failed withInputs(Map<String, Value> more) {
            return new Failed(type, message, more, outputs, processData, spending);
        }

        public Failed withOutputs(Map<String, Value> more) {
            return new Failed(type, message, inputs, more, processData, spending);
        }

        public Failed withProcessData(Map<String, Value> more) {
            return new Failed(type, message, inputs, outputs, more, spending);
        }

        public Failed withSpending(Spending other) { return new Failed(type, message, inputs, outputs, processData, other); }
    }

    /**
     * The node waits for something from outside. The run is stored and ends for now; it goes on when somebody hands in what
     * the node waits for, and the node is run again with it as {@link NodeContext#resumption()}.
     *
     * @param kind
     *            such as {@code human_input_required}
     * @param reason
     *            an object that says what is waited for, as it is shown to the caller
     * @param errand
     *            what is to be done about it when the pause begins, which nobody is shown; null when nothing is
     */
    record Paused(String kind, JsonNode reason, JsonNode errand) implements NodeResult {
        @Override
        public Map<String, Value> inputs() { return Map.of(); }

        @Override
        public Map<String, Value> processData() { return Map.of(); }

        @Override
        public Spending spending() { return Spending.NONE; }
    }

    static Succeeded succeeded(Map<String, Value> outputs) {
        return new Succeeded(Map.of(), outputs, Map.of(), Edge.PLAIN, Spending.NONE, Map.of(), false);
    }

    static Failed failed(String type, String message) {
        return new Failed(type, message == null ? type : message, Map.of(), Map.of(), Map.of(), Spending.NONE);
    }

    static Paused paused(String kind, JsonNode reason) { return new Paused(kind, reason, null); }
}
