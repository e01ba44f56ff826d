package dev.difynative.chat.prompt;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig.ExternalDataTool;
import dev.difynative.chat.moderation.ExtensionClient;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.tracing.Traces;

/** Fills the variables of a prompt whose values come from services of the workspace's own, all at once. */
@ApplicationScoped
public class ExternalData {
    private final ExtensionClient extensions;

    ExternalData(ExtensionClient extensions) { this.extensions = extensions; }

    public Map<String, Object> fill(AppSnapshot app, Map<String, Object> inputs, String query) {
        List<ExternalDataTool> tools = app.config().externalDataTools().stream().filter(ExternalDataTool::enabled).toList();
        if (tools.isEmpty()) {
            return inputs;
        }
        EventLoops.aboutToWait();
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        for (ExternalDataTool tool : tools) {
            asked.put(tool.variable(),
                    CompletableFuture.supplyAsync(() -> ask(app, tool, inputs, query), Traces::onVirtualThread));
        }
        Map<String, Object> filled = new HashMap<>(inputs);
        try {
            asked.forEach((variable, value) -> filled.put(variable, value.join()));
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
        return filled;
    }

    private String ask(AppSnapshot app, ExternalDataTool tool, Map<String, Object> inputs, String query) {
        return extensions.call(app.tenantId(), tool.apiBasedExtensionId(), "app.external_data_tool.query",
                Map.of("app_id", app.id(), "tool_variable", tool.variable(), "inputs", inputs, "query", query))
                .path("result").asText();
    }
}
