package dev.difynative.workflow.node.variable;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.ValueType;

/** The aggregator by its former name, which older exports have and which sounds like another node's. */
@Singleton
class LegacyAggregatorNode implements NodeExecutor<AggregatorNode.Config> {
    private final AggregatorNode aggregator;

    LegacyAggregatorNode(AggregatorNode aggregator) { this.aggregator = aggregator; }

    @Override
    public String type() { return "variable-assigner"; }

    @Override
    public AggregatorNode.Config configure(NodeData data) { return aggregator.configure(data); }

    @Override
    public NodeResult execute(AggregatorNode.Config config, NodeContext context) { return aggregator.execute(config, context); }

    @Override
    public Map<String, ValueType> outputs(AggregatorNode.Config config) { return aggregator.outputs(config); }

    @Override
    public boolean knowsOutputs(AggregatorNode.Config config) { return true; }
}
