package dev.difynative.workflow.node.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                        data.required("tool_name"), data.text("credential_id", null)),
                ToolArguments.read(data, "tool_configurations", "tool_parameters"));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Map<String, Value> inputs = config.arguments().values(context);
        try {
            Tool tool = tools.get(context.run().tenantId(), config.tool());
            ToolResult result = tool.invoke(ToolArguments.plain(inputs), new ToolCallScope(context.run().tenantId(),
                    context.run().appId(), context.run().user(), context::onCancel, context.run().depth(),
                    stored(inputs.values())));
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put("text", Value.of(result.text()));
            List<Value> made = new ArrayList<>();
            result.files().forEach(file -> made.add(files.keep(context.run(), file.bytes(), file.name(), file.mimeType())));
            outputs.put("files", Value.of(made));
            outputs.put("json", Value.of(result.json().stream().map(Value::of).toList()));
            result.variables().forEach((name, value) -> outputs.put(name, Value.of(value)));
            // A workflow gives its files among its variables.
            filesIn(outputs.values()).filter(file -> !made.contains(file)).forEach(made::add);
            outputs.replace("files", Value.of(made));
            return NodeResult.succeeded(outputs).withInputs(inputs);
        } catch (ToolFailure failed) {
            return NodeResult.failed("ToolInvokeError", failed.getMessage()).withInputs(inputs);
        }
    }

    private static Stream<Value.FileRef> filesIn(Collection<Value> values) {
        return values.stream().flatMap(value -> value.asItems().stream()).filter(Value.FileRef.class::isInstance)
                .map(Value.FileRef.class::cast);
    }

    private static Set<UUID> stored(Collection<Value> values) {
        return filesIn(values).map(Value.FileRef::relatedId).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("text", ValueType.STRING, "files", ValueType.ARRAY_FILE, "json", ValueType.ARRAY_OBJECT);
    }
}
