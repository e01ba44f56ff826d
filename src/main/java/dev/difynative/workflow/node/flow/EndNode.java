package dev.difynative.workflow.node.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Speech;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/** Names what the run hands back. A run may have several; what all of them name together is its result. */
@Singleton
class EndNode implements NodeExecutor<EndNode.Config> {

    record Config(List<Output> outputs) {}

    record Output(String name, Selector selector) {}

    @Override
    public String type() { return "end"; }

    @Override
    public Config configure(NodeData data) {
        return new Config(data.objects("outputs").stream()
                .map(output -> new Output(output.required("variable"), output.selector("value_selector").orElse(null)))
                .toList());
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Output output : config.outputs()) {
            outputs.put(output.name(), output.selector() == null
                    ? Value.NOTHING
                    : context.read(output.selector()).orElse(Value.NOTHING));
        }
        return NodeResult.succeeded(outputs).withInputs(outputs);
    }

    @Override
    public Optional<Speech> speech(Config config) {
        List<Selector> selectors = config.outputs().stream().map(Output::selector).filter(java.util.Objects::nonNull).toList();
        return selectors.isEmpty() ? Optional.empty() : Optional.of(new Speech(TextTemplate.ofLines(selectors), true));
    }

    @Override
    public Map<String, Value> result(Config config, Map<String, Value> soFar, Map<String, Value> outputs) {
        Map<String, Value> together = new LinkedHashMap<>(soFar);
        together.putAll(outputs);
        return together;
    }
}
