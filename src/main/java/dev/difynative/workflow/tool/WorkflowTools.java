package dev.difynative.workflow.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.ToolSource;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolShelf;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;
import dev.difynative.workflow.run.ToolRuns;
import dev.difynative.workflow.run.WorkflowCalls;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Workflows that are used as tools by agents and by other workflows. */
@Singleton
public class WorkflowTools implements ToolSource, ToolShelf {
    private static final String APP = "workflow_app_id";

    private final ToolProviders providers;
    private final AppDirectory apps;
    private final WorkflowCalls calls;
    private final ToolRuns runs;
    private final ObjectMapper json;

    WorkflowTools(ToolProviders providers, AppDirectory apps, WorkflowCalls calls, ToolRuns runs, ObjectMapper json) {
        this.providers = providers;
        this.apps = apps;
        this.calls = calls;
        this.runs = runs;
        this.json = json;
    }

    /** A tool as the console sends it; {@code workflowToolId} only when one is changed. */
    @RegisterForReflection
    public record SaveTool(String workflowToolId, String workflowAppId, String name, String label, String description,
            JsonNode icon, JsonNode parameters, String privacyPolicy, List<String> labels) {}

    /** A tool as it is edited. */
    @RegisterForReflection
    public record ToolDetail(UUID workflowToolId, UUID workflowAppId, String name, String label, String description,
            JsonNode icon, JsonNode parameters, String privacyPolicy, List<String> labels, boolean synced, ToolView tool) {}

    public UUID create(UUID tenantId, UUID accountId, SaveTool wanted) {
        AppSnapshot app = published(tenantId, wanted.workflowAppId());
        if (ofApp(tenantId, app.id()).isPresent()) {
            throw ToolError.NAME_TAKEN.field("workflow_app_id", "unique", "The workflow is a tool already");
        }
        return providers.add(tenantId, accountId, ToolKind.WORKFLOW,
                new ToolProviders.Content(name(wanted), definition(wanted, app.id()), Map.of()), null);
    }

    public void update(UUID tenantId, SaveTool wanted) {
        StoredProvider stored = providers.get(tenantId, ToolKind.WORKFLOW, wanted.workflowToolId());
        AppSnapshot app = published(tenantId, stored.text(APP));
        providers.update(tenantId, stored.id(),
                new ToolProviders.Content(name(wanted), definition(wanted, app.id()), null));
    }

    public void delete(UUID tenantId, String id) {
        providers.remove(tenantId, providers.get(tenantId, ToolKind.WORKFLOW, id).id());
    }

    /** By the tool's id, or by that of its app. */
    public ToolDetail get(UUID tenantId, String toolId, String appId) {
        StoredProvider provider = toolId != null && !toolId.isBlank()
                ? providers.get(tenantId, ToolKind.WORKFLOW, toolId)
                : Ids.tryParse(appId).flatMap(app -> ofApp(tenantId, app))
                        .orElseThrow(() -> ToolError.PROVIDER_NOT_FOUND.because("The workflow is no tool"));
        return new ToolDetail(provider.id(), UUID.fromString(provider.text(APP)), provider.name(), provider.text("label"),
                provider.text("description"), provider.definition().path("icon"), provider.definition().path("parameters"),
                provider.text("privacy_policy"), labels(provider), true, views(provider).stream().findFirst().orElse(null));
    }

    public List<ToolView> tools(UUID tenantId, String id) { return views(providers.get(tenantId, ToolKind.WORKFLOW, id)); }

    @Override
    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        if (!key.type().equals(ToolKind.WORKFLOW.wire())) {
            return Optional.empty();
        }
        // A workflow is a tool of its own, so that its name finds it where its id is that of another workspace.
        return providers.find(tenantId, ToolKind.WORKFLOW, key.provider())
                .or(() -> providers.find(tenantId, ToolKind.WORKFLOW, key.name())).flatMap(this::tool);
    }

    private Optional<Tool> tool(StoredProvider provider) {
        return apps.find(provider.tenantId(), UUID.fromString(provider.text(APP))).flatMap(app -> {
            try {
                return Optional.of(new WorkflowTool(provider, calls.asPublished(app), runs, json));
            } catch (Failure unpublished) {
                return Optional.empty();
            }
        });
    }

    @Override
    public ToolKind kind() { return ToolKind.WORKFLOW; }

    @Override
    public List<ProviderView> list(UUID tenantId) {
        return providers.list(tenantId, ToolKind.WORKFLOW).stream()
                .map(provider -> ProviderView.of(ToolKind.WORKFLOW,
                        new ProviderView.Face(provider.id().toString(), "", provider.name(), provider.text("label"),
                                provider.text("description"), provider.definition().path("icon"), labels(provider)),
                        Map.of(), true, null, views(provider)).ofApp(provider.text(APP)))
                .toList();
    }

    private List<ToolView> views(StoredProvider provider) {
        Map<String, String> forms = new LinkedHashMap<>();
        provider.definition().path("parameters").forEach(
                parameter -> forms.put(parameter.path("name").asText(), parameter.path("form").asText("llm")));
        return tool(provider).map(tool -> List.of(ToolView.of(tool, "", labels(provider), forms, json))).orElse(List.of());
    }

    private Optional<StoredProvider> ofApp(UUID tenantId, UUID appId) {
        return providers.list(tenantId, ToolKind.WORKFLOW).stream()
                .filter(provider -> provider.text(APP).equals(appId.toString())).findFirst();
    }

    private AppSnapshot published(UUID tenantId, String appId) {
        AppSnapshot app = apps.find(tenantId, Ids.parse(appId, AppError.APP_NOT_FOUND, "App"))
                .orElseThrow(() -> AppError.APP_NOT_FOUND.because("App not found"));
        WorkflowCalls.checkWorkflow(app);
        return calls.asPublished(app);
    }

    private static String name(SaveTool wanted) {
        if (wanted.name() == null || !wanted.name().matches("[a-zA-Z0-9_]{1,64}")) {
            throw ToolError.SCHEMA_INVALID.field("name", "format",
                    "Parameter 'name' is made of 1 to 64 letters, digits and underscores");
        }
        return wanted.name();
    }

    private ObjectNode definition(SaveTool wanted, UUID appId) {
        ObjectNode definition = json.createObjectNode().put(APP, appId.toString())
                .put("label", wanted.label() == null || wanted.label().isBlank() ? wanted.name() : wanted.label().strip())
                .put("description", wanted.description() == null ? "" : wanted.description())
                .put("privacy_policy", wanted.privacyPolicy() == null ? "" : wanted.privacyPolicy());
        definition.set("icon", wanted.icon() == null ? json.createObjectNode() : wanted.icon());
        definition.set("parameters",
                wanted.parameters() == null || !wanted.parameters().isArray() ? json.createArrayNode() : wanted.parameters());
        definition.set("labels", json.valueToTree(wanted.labels() == null ? List.of() : wanted.labels()));
        return definition;
    }

    private static List<String> labels(StoredProvider provider) {
        List<String> labels = new ArrayList<>();
        provider.definition().path("labels").forEach(label -> labels.add(label.asText()));
        return labels;
    }
}
