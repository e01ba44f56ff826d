package dev.difynative.workflow.node.flow;

import java.util.ArrayList;
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
import dev.difynative.workflow.value.ValueType;

/** A part of what a chatflow answers. */
@Singleton
class AnswerNode implements NodeExecutor<AnswerNode.Config> {

    record Config(TextTemplate answer) {}

    @Override
    public String type() { return "answer"; }

    @Override
    public Config configure(NodeData data) { return new Config(data.template("answer")); }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("answer", Value.of(context.render(config.answer())));
        List<Value> files = new ArrayList<>();
        for (Selector selector : config.answer().selectors()) {
            context.read(selector).ifPresent(value -> value.asItems().stream()
                    .filter(Value.FileRef.class::isInstance).forEach(files::add));
        }
        outputs.put("files", Value.of(files));
        return NodeResult.succeeded(outputs);
    }

    @Override
    public Optional<Speech> speech(Config config) { return Optional.of(new Speech(config.answer(), false)); }

    @Override
    public Map<String, Value> result(Config config, Map<String, Value> soFar, Map<String, Value> outputs) {
        Map<String, Value> together = new LinkedHashMap<>(soFar);
        together.merge("answer", outputs.get("answer"), (before, more) -> Value.of(before.text() + more.text()));
        together.merge("files", outputs.get("files"), AnswerNode::joined);
        return together;
    }

    private static Value joined(Value before, Value more) {
        List<Value> all = new ArrayList<>(before.asItems());
        all.addAll(more.asItems());
        return Value.of(all);
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("answer", ValueType.STRING, "files", ValueType.ARRAY_FILE);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }
}
