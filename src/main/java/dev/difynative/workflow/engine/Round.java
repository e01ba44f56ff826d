package dev.difynative.workflow.engine;

import java.util.Optional;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

/** A finished round of a container's body; {@code fault} is null when it has not failed. */
record Round(int index, VariablePool pool, NodeResult.Failed fault, boolean ended, double seconds) implements ChildRun {

    @Override
    public Optional<NodeResult.Failed> failure() { return Optional.ofNullable(fault); }

    @Override
    public Optional<Value> read(Selector selector) { return pool.read(selector); }

    BodyState.Done state() {
        return new BodyState.Done(index, pool.toJson(), fault == null ? null : new BodyState.Fault(fault.type(), fault.message()),
                ended, seconds);
    }

    static Round restored(BodyState.Done state, VariablePool outside) {
        BodyState.Fault fault = state.failure();
        return new Round(state.index(), outside.inner(state.pool()),
                fault == null ? null : NodeResult.failed(fault.type(), fault.message()), state.ended(), state.seconds());
    }
}
