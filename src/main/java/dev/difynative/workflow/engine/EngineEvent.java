package dev.difynative.workflow.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.AgentStep;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.value.Value;

/** What happens in a run, told in order, one thing at a time. */
public sealed interface EngineEvent {

    record NodeStarted(NodeRecord execution) implements EngineEvent {}

    record NodeRetried(NodeRecord execution) implements EngineEvent {}

    record NodeFinished(NodeRecord execution) implements EngineEvent {}

    /**
     * A container begins its first round, or goes on after a round has waited; {@code rounds} is null when nobody knows how many
     * there will be.
     */
    record ContainerStarted(NodeRecord execution, NodeKind kind, Integer rounds, Map<String, Value> inputs, boolean again)
            implements
                EngineEvent {}

    record RoundStarted(NodeRecord execution, NodeKind kind, int round, Instant at) implements EngineEvent {}

    /** A container has ended, one way or the other. */
    record ContainerFinished(NodeRecord execution, NodeKind kind, int steps) implements EngineEvent {}

    /** A piece of what the run says; {@code from} is the variable, or the speaking node's own text. */
    record Said(Selector from, String text) implements EngineEvent {}

    record Reasoned(Node node, String text, boolean last) implements EngineEvent {}

    record Logged(String executionId, Node node, AgentStep step) implements EngineEvent {}

    record Cited(List<JsonNode> resources) implements EngineEvent {}

    /** The last word; after a pause the same run may be told on by another one. */
    record Ended(RunResult result) implements EngineEvent {}
}
