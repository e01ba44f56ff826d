package dev.difynative.apps.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.config.ModelConfigs;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.workflow.WorkflowDrafts;
import dev.difynative.workflow.check.GraphChecks;
import dev.difynative.workflow.graph.GraphFault;

/** What an imported file holds beside the app's name and look: the draft, and whatever only an export needs. */
@Singleton
class ImportedContent {
    private final WorkflowDrafts drafts;
    private final GraphChecks checks;
    private final ModelConfigs configs;

    ImportedContent(WorkflowDrafts drafts, GraphChecks checks, ModelConfigs configs) {
        this.drafts = drafts;
        this.checks = checks;
        this.configs = configs;
    }

    @Transactional
    void keep(UUID tenantId, UUID accountId, UUID appId, DslDocument document) {
        ObjectNode root = document.root();
        ArrayNode plugins = root.arrayNode();
        if (document.mode().isGraph()) {
            drafts.replace(tenantId, accountId, appId, document.workflow());
            DslDependencies.ofGraph(document.workflow().graph()).forEach(plugins::add);
        }
        AppEnvelope envelope = AppEnvelope.findOf(appId).orElseGet(AppEnvelope::new);
        envelope.appId = appId;
        envelope.envelope = DslEnvelope.of(document).file().toString();
        envelope.plugins = plugins.toString();
        envelope.persist();
    }

    /** What will not work when the app is used, node by node. */
    List<GraphFault> warnings(UUID tenantId, DslDocument document) {
        List<GraphFault> warnings = new ArrayList<>();
        for (JsonNode missing : DslDependencies.leaked(document.root())) {
            warnings.add(new GraphFault(null, "dependencies", "plugin_missing",
                    "The plugin '%s' is not installed".formatted(DslDependencies.identifier(missing))));
        }
        if (document.mode().isGraph()) {
            checks.check(tenantId, document.workflow()).forEach(finding -> warnings.add(finding.issue()));
        } else {
            configWarning(document, warnings);
        }
        return warnings;
    }

    private void configWarning(DslDocument document, List<GraphFault> warnings) {
        try {
            configs.checked(document.root().path("model_config").toString());
        } catch (Failure unreadable) {
            String field = unreadable.details() instanceof FieldFault fault ? "model_config." + fault.field() : "model_config";
            warnings.add(new GraphFault(null, field, "unreadable", unreadable.getMessage()));
        }
    }
}
