package dev.difynative.workflow.engine;

import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.graph.GraphFault;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Speech;
import dev.difynative.workflow.value.Value;

/** A node that is ready to be run: its executor has read its configuration, once for all runs of this version. */
final class Step {
    private final Node node;
    private final Bound<?> bound;
    private final GraphFault fault;

    /** An executor with a configuration of its own kind. */
    private record Bound<C>(NodeExecutor<C> executor, C config) {

        static <C> Bound<C> of(NodeExecutor<C> executor, NodeData data) {
            return new Bound<>(executor, executor.configure(data));
        }

        NodeResult execute(NodeContext context) throws Exception { return executor.execute(config, context); }

        Optional<Speech> speech() { return executor.speech(config); }

        Map<String, Value> result(Map<String, Value> soFar, Map<String, Value> outputs) {
            return executor.result(config, soFar, outputs);
        }
    }

    private Step(Node node, Bound<?> bound, GraphFault fault) {
        this.node = node;
        this.bound = bound;
        this.fault = fault;
    }

    static Step of(Node node, NodeExecutor<?> executor) {
        try {
            return new Step(node, Bound.of(executor, NodeData.of(node.data())), null);
        } catch (ConfigFault unreadable) {
            return new Step(node, null,
                    new GraphFault(node.id(), unreadable.field(), unreadable.type(), unreadable.getMessage()));
        }
    }

    Node node() { return node; }

    String id() { return node.id(); }

    NodeKind kind() { return bound == null ? NodeKind.STEP : bound.executor.kind(); }

    /** What is wrong with the configuration, or null; such a step fails when it is run. */
    GraphFault fault() { return fault; }

    Optional<Speech> speech() { return bound == null ? Optional.empty() : bound.speech(); }

    NodeResult execute(NodeContext context) throws Exception {
        return bound == null ? NodeResult.failed("InvalidConfiguration", fault.message()) : bound.execute(context);
    }

    Map<String, Value> result(Map<String, Value> soFar, Map<String, Value> outputs) {
        return bound == null ? soFar : bound.result(soFar, outputs);
    }
}
