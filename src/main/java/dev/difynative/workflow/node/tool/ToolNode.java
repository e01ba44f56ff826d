package dev.difynative.workflow.node.tool;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolResult;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.file.NodeFiles;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Calls a tool. */
@Singleton
class ToolNode implements NodeExecutor<ToolNode.Config> {
    private final ToolDirectory tools;
    private final NodeFiles files;

    record Config(ToolKey tool, ToolArguments arguments) {}

    ToolNode(ToolDirectory tools, NodeFiles files) {
        this.tools = tools;
        this.files = files;
    }

    @Override
    public String type() { return "tool"; }

    @Override
    public Config configure(NodeData data) {
        return new Config(
                new ToolKey(data.text("provider_type", "builtin"), data.required("provider_id"), data.text("provider_name", ""),
                        data.required("tool_name"), null),
                ToolArguments.read(data, "tool_configurations", "tool_parameters"));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Map<String, Value> inputs = config.arguments().values(context);
        try {
            Tool tool = tools.get(context.run().tenantId(), config.tool());
            ToolResult result = tool.invoke(ToolArguments.plain(inputs), new ToolCallScope(context.run().tenantId(),
                    context.run().appId(), context.run().user(), context::onCancel, context.run().depth()));
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put("text", Value.of(result.text()));
            outputs.put("files", Value.of(result.files().stream()
                    .map(file -> (Value) files.keep(context.run(), file.bytes(), file.name(), file.mimeType())).toList()));
            outputs.put("json", Value.of(result.json().stream().map(Value::of).toList()));
            result.variables().forEach((name, value) -> outputs.put(name, Value.of(value)));
            return NodeResult.succeeded(outputs).withInputs(inputs);
        } catch (ToolFailure failed) {
            return NodeResult.failed("ToolInvokeError", failed.getMessage()).withInputs(inputs);
        }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("text", ValueType.STRING, "files", ValueType.ARRAY_FILE, "json", ValueType.ARRAY_OBJECT);
    }
}
