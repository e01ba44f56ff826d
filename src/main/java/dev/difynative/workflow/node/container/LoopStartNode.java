package dev.difynative.workflow.node.container;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;

/** Where each round of a loop begins. */
@Singleton
class LoopStartNode implements NodeExecutor<Void> {

    @Override
    public String type() { return "loop-start"; }

    @Override
    public NodeKind kind() { return NodeKind.BODY_ENTRY; }

    @Override
    public Void configure(NodeData data) { return null; }

    @Override
    public NodeResult execute(Void config, NodeContext context) { return NodeResult.succeeded(Map.of()); }

    @Override
    public boolean knowsOutputs(Void config) { return true; }
}
