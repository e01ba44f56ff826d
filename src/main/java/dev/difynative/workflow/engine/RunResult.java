package dev.difynative.workflow.engine;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;

/**
 * How a run has ended, or paused.
 *
 * @param error
 *            why it failed or was stopped; null else
 * @param errorType
 *            the kind of failure, as the failed node named it
 * @param state
 *            what is needed to go on after a pause; null else
 */
public record RunResult(RunStatus status, Map<String, Value> outputs, String error, String errorType, Spending spending,
        int steps, int exceptions, double seconds, List<Pause> pauses, RunState state) {

    /** The nodes that wait, each once however many of its executions do. */
    public List<String> pausedNodes() {
        return pauses.stream().map(Pause::nodeId).distinct().toList();
    }

    /** A node that waits for something from outside; {@code errand} is what is to be done about it, or null. */
    public record Pause(String nodeId, String executionId, String kind, JsonNode reason, JsonNode errand) {

        /** The reason among those of a whole run: with its kind. */
        public JsonNode told() {
            return JsonNodeFactory.instance.objectNode().put("TYPE", kind).setAll((ObjectNode) reason);
        }
    }
}
