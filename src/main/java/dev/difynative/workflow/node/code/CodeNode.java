package dev.difynative.workflow.node.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.VariableInput;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

/** Code of the workflow's author, in a sandbox. */
@Singleton
class CodeNode implements NodeExecutor<CodeNode.Config> {
    private static final int DEEPEST_DECLARATION = 10;

    private final CodeRunner runner;
    private final CodeConfig settings;

    record Config(CodeLanguage language, String code, List<VariableInput> variables, Map<String, CodeOutputs.Declared> outputs) {}

    CodeNode(CodeRunner runner, CodeConfig settings) {
        this.runner = runner;
        this.settings = settings;
    }

    @Override
    public String type() { return "code"; }

    @Override
    public Config configure(NodeData data) {
        CodeLanguage language = CodeLanguage.find(data.text("code_language", "python3"))
                .orElseThrow(() -> data.fault("code_language", "enum", "must be python3 or javascript"));
        return new Config(language, data.required("code"), VariableInput.list(data, "variables"),
                declared(data.raw("outputs"), data, 0));
    }

    private static Map<String, CodeOutputs.Declared> declared(JsonNode outputs, NodeData data, int depth) {
        Map<String, CodeOutputs.Declared> declared = new LinkedHashMap<>();
        if (depth > DEEPEST_DECLARATION) {
            throw data.fault("outputs", "range", "is nested too deep");
        }
        outputs.properties().forEach(output -> {
            ValueType type = ValueType.find(output.getValue().path("type").asText("string"))
                    .orElseThrow(() -> data.fault("outputs." + output.getKey(), "enum", "has a type that is not known"));
            declared.put(output.getKey(),
                    new CodeOutputs.Declared(type, declared(output.getValue().path("children"), data, depth + 1)));
        });
        return declared;
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Map<String, Value> inputs = VariableInput.read(config.variables(), context);
        CodeTask task = new CodeTask(config.code(), Values.object(inputs), settings.timeout(), context::onCancel);
        JsonNode result = runner.run(config.language(), task);
        return NodeResult.succeeded(new CodeOutputs(settings.limits()).check(result, config.outputs())).withInputs(inputs);
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.outputs().forEach((name, declared) -> outputs.put(name, declared.type()));
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return !config.outputs().isEmpty(); }
}
