package dev.difynative.workflow.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/**
 * One type of node: how its configuration is read, and what it does. One bean for all runs, so it keeps nothing.
 *
 * @param <C>
 *            the configuration, read once per version of a workflow
 */
public interface NodeExecutor<C> {

    /** The name of the type in graphs. */
    String type();

    default NodeKind kind() { return NodeKind.STEP; }

    /** Reads the configuration; throws {@link ConfigFault} for what cannot be run. */
    C configure(NodeData data);

    /**
     * Does the node's work, on a virtual thread of its own. What can be told is told by the result; an exception makes the
     * node fail as well, with its own words. When the run is stopped the thread is interrupted, after the hooks that were
     * given to {@link NodeContext#onCancel} have been called.
     */
    NodeResult execute(C config, NodeContext context) throws Exception;

    /** What the node says to the reader, if it is one that speaks. */
    default Optional<Speech> speech(C config) {
        return Optional.empty();
    }

    /** What the run hands back, after this node has added its outputs to what others have named before. */
    default Map<String, Value> result(C config, Map<String, Value> soFar, Map<String, Value> outputs) {
        return soFar;
    }

    /** The outputs that are known before the run, with their types. */
    default Map<String, ValueType> outputs(C config) {
        return Map.of();
    }

    /** Whether {@link #outputs} names all there will be. */
    default boolean knowsOutputs(C config) { return false; }

    /** The variables that must be of some type; others are taken as they are. */
    default List<TypedInput> typedInputs(C config) {
        return List.of();
    }
}
