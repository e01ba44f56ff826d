package dev.difynative.workflow.node.trigger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.ValueType;

/** A run begins here when somebody calls its address; what was sent is what the run is given. */
@Singleton
class WebhookTriggerNode implements NodeExecutor<WebhookTriggerNode.Config> {
    private static final List<String> PLACES = List.of("params", "headers", "body");

    record Config(Map<String, ValueType> fields) {}

    @Override
    public String type() { return "trigger-webhook"; }

    @Override
    public NodeKind kind() { return NodeKind.ENTRY; }

    @Override
    public Config configure(NodeData data) {
        Map<String, ValueType> fields = new LinkedHashMap<>();
        for (String place : PLACES) {
            data.objects(place).forEach(field -> fields.put(field.required("name").replace('-', '_'),
                    ValueType.find(field.text("type", "string")).orElse(ValueType.ANY)));
        }
        return new Config(fields);
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) { return TriggerOutputs.of(context); }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>(config.fields());
        outputs.put("_webhook_raw", ValueType.OBJECT);
        return outputs;
    }
}
