package dev.difynative.workflow.node;

import java.util.Optional;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.Value;

/** One finished round of a container's body. */
public interface ChildRun {

    int index();

    /** Why the round failed; empty when it did not. */
    Optional<NodeResult.Failed> failure();

    /** Whether a node said that no further round shall follow. */
    boolean ended();

    /** A variable as the round left it. */
    Optional<Value> read(Selector selector);

    double seconds();
}
