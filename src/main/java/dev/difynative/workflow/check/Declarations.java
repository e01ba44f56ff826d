package dev.difynative.workflow.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeExecutors;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.ValueType;

/** What the nodes of a graph say of themselves: the outputs they have, and the inputs that must be of some type. */
final class Declarations {
    private static final Map<String, ValueType> OF_A_FAULT = Map.of("error_message", ValueType.STRING, "error_type",
            ValueType.STRING);
    /** Known within its rounds only. */
    private static final Map<String, ValueType> OF_A_ROUND = Map.of("item", ValueType.ANY, "index", ValueType.NUMBER);

    private final Map<String, Declared> byNode = new HashMap<>();

    /** {@code complete} means that there are no further outputs. */
    private record Declared(NodeKind kind, boolean complete, Map<String, ValueType> outputs, List<TypedInput> inputs) {}

    private Declarations() {}

    static Declarations of(Graph graph, NodeExecutors executors) {
        Declarations declarations = new Declarations();
        graph.nodes().forEach(node -> declarations.byNode.put(node.id(), declared(node, executors.of(node.type()))));
        return declarations;
    }

    private static <C> Declared declared(Node node, NodeExecutor<C> executor) {
        try {
            C config = executor.configure(NodeData.of(node.data()));
            return new Declared(executor.kind(), executor.knowsOutputs(config), executor.outputs(config),
                    executor.typedInputs(config));
        } catch (ConfigFault unreadable) {
            // What is wrong is named elsewhere; what it would have given is not known.
            return new Declared(executor.kind(), false, Map.of(), List.of());
        }
    }

    List<TypedInput> typedInputs(Node node) { return byNode.get(node.id()).inputs(); }

    /** The type of an output; empty when the node has no such output. */
    Optional<ValueType> output(Node node, String name) {
        Declared declared = byNode.get(node.id());
        ValueType type = declared.outputs().get(name);
        if (type == null && node.data().hasNonNull("error_strategy")) {
            type = OF_A_FAULT.get(name);
        }
        if (type == null && declared.kind() == NodeKind.ITERATION) {
            type = OF_A_ROUND.get(name);
        }
        // Where a run begins is also what the system adds, under names of its own.
        boolean anything = !declared.complete()
                || declared.kind() == NodeKind.ENTRY && (name.equals("sys") || name.startsWith("sys."));
        return type == null && anything ? Optional.of(ValueType.ANY) : Optional.ofNullable(type);
    }
}
