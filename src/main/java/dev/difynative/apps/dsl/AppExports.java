package dev.difynative.apps.dsl;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppDetail;
import dev.difynative.apps.AppService;
import dev.difynative.apps.CopyApp;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.WorkflowContent;
import dev.difynative.workflow.WorkflowVersions;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Writes apps as files that Dify and this service read. */
@Singleton
public class AppExports {
    private final AppService apps;
    private final WorkflowVersions workflows;
    private final AppImports imports;
    private final GraphJson json;

    AppExports(AppService apps, WorkflowVersions workflows, AppImports imports, GraphJson json) {
        this.apps = apps;
        this.workflows = workflows;
        this.imports = imports;
        this.json = json;
    }

    /** The file of an app as it is now; of its draft, or of the version that is named. Secrets are blank unless asked for. */
    @Transactional
    public String export(UUID tenantId, UUID appId, UUID workflowId, boolean withSecrets) {
        return YamlWriter.write(file(tenantId, appId, workflowId, withSecrets));
    }

    /** Makes an app of the same content, with a page and keys of its own. */
    public AppDetail copy(UUID tenantId, UUID accountId, UUID appId, CopyApp command) {
        Callable<AppDetail> work = () -> make(tenantId, accountId, appId, command);
        return command.name() == null ? AppImports.withFreeName(work) : QuarkusTransaction.requiringNew().call(work);
    }

    private AppDetail make(UUID tenantId, UUID accountId, UUID appId, CopyApp command) {
        var terms = apps.copyTerms(tenantId, appId, command);
        boolean drawn = !terms.mode().isGraph() || workflows.hasDraft(tenantId, appId);
        if (!drawn) {
            return apps.createImported(tenantId, accountId, terms);
        }
        ObjectNode file = file(tenantId, appId, null, true);
        DslPrivacy.blankAddresses(file.path("workflow").path("graph"));
        return imports.create(tenantId, accountId, terms, DslDocument.of(file));
    }

    /** The plugins that an app needs and nobody has installed. */
    @Transactional
    public ArrayNode missingDependencies(UUID tenantId, UUID appId) {
        AppDetail app = apps.get(tenantId, appId);
        return app.mode().isGraph() && !workflows.hasDraft(tenantId, appId)
                ? json.storedArray("[]")
                : DslDependencies.leaked(file(tenantId, appId, null, false));
    }

    private ObjectNode file(UUID tenantId, UUID appId, UUID workflowId, boolean withSecrets) {
        AppDetail app = apps.get(tenantId, appId);
        var stored = AppEnvelope.findOf(appId);
        DslEnvelope envelope = stored.map(kept -> DslEnvelope.stored(json.storedObject(kept.envelope)))
                .orElseGet(() -> DslEnvelope.fresh(json.storedObject("{}"), app.mode()));
        envelope.fill(app);
        if (app.mode().isGraph()) {
            WorkflowContent content = workflows.content(tenantId, appId, workflowId, withSecrets);
            if (!withSecrets) {
                DslPrivacy.blankAddresses(content.graph());
                DslPrivacy.dropCredentials(content.graph());
            }
            envelope.fill(content);
            Set<String> known = new LinkedHashSet<>();
            stored.ifPresent(kept -> json.storedArray(kept.plugins).forEach(plugin -> known.add(plugin.asText())));
            DslDependencies.complete(envelope.file(), content.graph(), known);
        } else {
            JsonNode config = json.stored(app.modelConfig());
            if (!withSecrets) {
                DslPrivacy.dropCredentialsOfAgent(config);
            }
            envelope.fill(config);
        }
        return envelope.file();
    }
}
