package dev.difynative.workflow.check;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.models.credentials.ConfiguredProvider;
import dev.difynative.models.credentials.ConfiguredProviders;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolKey;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;

/** Whether the workspace has what the nodes of a graph use: models, datasets and tools. What is missing fails only when it is run. */
@Singleton
public class WorkspaceCheck {
    private final ConfiguredProviders providers;
    private final DatasetDirectory datasets;
    private final ToolDirectory tools;

    WorkspaceCheck(ConfiguredProviders providers, DatasetDirectory datasets, ToolDirectory tools) {
        this.providers = providers;
        this.datasets = datasets;
        this.tools = tools;
    }

    void check(UUID tenantId, Graph graph, Findings findings) {
        for (Node node : graph.nodes()) {
            model(tenantId, node, findings);
            datasets(tenantId, node, findings);
            tool(tenantId, node, findings);
        }
    }

    private void model(UUID tenantId, Node node, Findings findings) {
        JsonNode model = node.data().path("model");
        String provider = model.path("provider").asText("");
        if (!model.isObject() || provider.isBlank()) {
            return;
        }
        Optional<ConfiguredProvider> found = providers.find(tenantId, provider);
        if (found.isEmpty()) {
            findings.warning(node.id(), "model.provider", "model_missing",
                    "Node '%s' uses the model provider '%s', which this service does not know", Findings.name(node), provider);
        } else if (!found.get().usable()) {
            findings.warning(node.id(), "model.provider", "model_missing",
                    "Node '%s' uses the model provider '%s', for which no credentials are configured", Findings.name(node),
                    provider);
        }
    }

    private void tool(UUID tenantId, Node node, Findings findings) {
        JsonNode data = node.data();
        ToolKey key = new ToolKey(data.path("provider_type").asText("builtin"), data.path("provider_id").asText(""),
                data.path("provider_name").asText(""), data.path("tool_name").asText(""), null);
        if (node.type().equals("tool") && !key.provider().isBlank() && tools.find(tenantId, key).isEmpty()) {
            findings.warning(node.id(), "tool_name", "tool_missing",
                    "Node '%s' uses the tool '%s' of '%s', which is not installed",
                    Findings.name(node), key.name(), key.provider());
        }
    }

    private void datasets(UUID tenantId, Node node, Findings findings) {
        for (JsonNode id : node.data().path("dataset_ids")) {
            if (Ids.tryParse(id.asText()).flatMap(dataset -> datasets.find(tenantId, dataset)).isEmpty()) {
                findings.warning(node.id(), "dataset_ids", "dataset_missing",
                        "Node '%s' searches the dataset '%s', which this workspace does not have", Findings.name(node),
                        id.asText());
            }
        }
    }
}
