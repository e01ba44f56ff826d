package dev.difynative.workflow.node.template;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.jinja.JinjaException;
import dev.difynative.workflow.jinja.JinjaLimits;
import dev.difynative.workflow.jinja.JinjaTemplate;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.VariableInput;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Makes a text of variables by a Jinja2 template. */
@Singleton
class TemplateTransformNode implements NodeExecutor<TemplateTransformNode.Config> {
    private final JinjaLimits limits;

    record Config(JinjaTemplate template, List<VariableInput> variables) {}

    TemplateTransformNode(TemplateConfig config) { limits = JinjaLimits.DEFAULT.withOutput(config.maxOutput()); }

    @Override
    public String type() { return "template-transform"; }

    @Override
    public Config configure(NodeData data) {
        try {
            return new Config(JinjaTemplate.parse(data.text("template", "")), VariableInput.list(data, "variables"));
        } catch (JinjaException unreadable) {
            throw data.fault("template", "format", "is not a Jinja2 template: " + unreadable.getMessage());
        }
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Map<String, Value> inputs = VariableInput.read(config.variables(), context);
        try {
            String output = config.template().render(PlainValues.of(inputs), limits);
            return NodeResult.succeeded(Map.of("output", Value.of(output))).withInputs(inputs);
        } catch (JinjaException failed) {
            return NodeResult.failed("TemplateError", failed.getMessage()).withInputs(inputs);
        }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) { return Map.of("output", ValueType.STRING); }

    @Override
    public boolean knowsOutputs(Config config) { return true; }
}
