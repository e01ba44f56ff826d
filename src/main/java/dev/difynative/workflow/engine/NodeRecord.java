package dev.difynative.workflow.engine;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.value.Value;

/** One execution of a node as far as it has come; {@code outcome} is null while it is under way. */
public record NodeRecord(String id, Node node, int index, String predecessor, Position position, Instant startedAt,
        Outcome outcome) {

    /** What came of it. */
    public record Outcome(RunStatus status, Map<String, Value> inputs, Map<String, Value> processData, Map<String, Value> outputs,
            String errorType, String error, Spending spending, Map<String, JsonNode> metadata, double seconds, int retry,
            Instant finishedAt) {

        /** The same with other words for what went wrong. */
        public Outcome with(String otherError) {
            return new Outcome(status, inputs, processData, outputs, errorType, otherError, spending, metadata, seconds, retry,
                    finishedAt);
        }
    }

    public NodeRecord with(Outcome result) { return new NodeRecord(id, node, index, predecessor, position, startedAt, result); }
}
