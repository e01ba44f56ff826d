package dev.difynative.workflow.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.FormField;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.FinishedRun;
import dev.difynative.workflow.run.ToolRuns;

/**
 * A published workflow as a tool.
 *
 * @param app
 *            with the form of its published version
 */
record WorkflowTool(StoredProvider provider, AppSnapshot app, ToolRuns runs, ObjectMapper json) implements Tool {

    @Override
    public String name() { return provider.name(); }

    @Override
    public String label() { return provider.text("label"); }

    @Override
    public String description() { return provider.text("description"); }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (FormField field : app.config().userInputForm()) {
            Map<String, Object> property = property(field);
            property.put("description", described(field));
            properties.put(field.variable(), property);
            if (field.head().required()) {
                required.add(field.variable());
            }
        }
        return new LinkedHashMap<>(Map.of("type", "object", "properties", properties, "required", required));
    }

    private String described(FormField field) {
        for (JsonNode parameter : provider.definition().path("parameters")) {
            if (parameter.path("name").asText().equals(field.variable())) {
                return parameter.path("description").asText(field.head().label());
            }
        }
        return field.head().label();
    }

    private static Map<String, Object> property(FormField field) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", switch (field) {
            case FormField.Number number -> "number";
            case FormField.Checkbox box -> "boolean";
            case FormField.JsonObject object -> "object";
            case FormField.SingleFile file -> "object";
            case FormField.FileList files -> "array";
            default -> "string";
        });
        if (field instanceof FormField.Select select) {
            property.put("enum", select.options());
        }
        if (field.head().preset() != null && field.head().preset().isValueNode() && !field.head().preset().isNull()) {
            property.put("default", field.head().preset());
        }
        return property;
    }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) throws InterruptedException {
        try {
            ToolRuns.Under run = runs.begin(app, arguments, scope);
            scope.onCancel().accept(run.stop());
            return result(run.finished().get());
        } catch (CancellationException stopped) {
            throw new InterruptedException("The call was given up");
        } catch (ExecutionException failed) {
            throw new ToolFailure(failed.getCause().getMessage());
        } catch (Failure refused) {
            throw new ToolFailure(refused.getMessage());
        }
    }

    private ToolResult result(FinishedRun run) {
        if (run.result().status() == RunStatus.FAILED || run.result().status() == RunStatus.STOPPED) {
            throw new ToolFailure("The workflow failed: " + run.result().error());
        }
        if (run.result().status() == RunStatus.PAUSED) {
            throw new ToolFailure("A workflow that waits for a human cannot be used as a tool");
        }
        String outputs = run.data().outputs();
        try {
            JsonNode read = json.readTree(outputs);
            Map<String, JsonNode> variables = new LinkedHashMap<>();
            read.properties().forEach(output -> variables.put(output.getKey(), output.getValue()));
            return new ToolResult(outputs, List.of(read), List.of(), variables);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A run's outputs are unreadable", broken);
        }
    }
}
