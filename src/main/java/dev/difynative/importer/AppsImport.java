package dev.difynative.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.difynative.apps.AppService;
import dev.difynative.apps.UpdateApp;
import dev.difynative.apps.dsl.AppImports;
import dev.difynative.apps.dsl.DslDatasets;
import dev.difynative.apps.dsl.ImportApp;
import dev.difynative.apps.dsl.ImportResult;
import dev.difynative.workflow.MarkVersion;
import dev.difynative.workflow.WorkflowVersions;
import dev.difynative.workspace.tag.Tags;

/** Brings over apps, by the files that the source exports, with what belongs to them. */
@Singleton
class AppsImport {
    private static final List<String> GRAPHS = List.of("workflow", "advanced-chat");

    private final AppImports imports;
    private final AppService apps;
    private final WorkflowVersions versions;
    private final TagsImport tags;
    private final AppPartsImport parts;

    AppsImport(AppImports imports, AppService apps, WorkflowVersions versions, TagsImport tags, AppPartsImport parts) {
        this.imports = imports;
        this.apps = apps;
        this.versions = versions;
        this.tags = tags;
        this.parts = parts;
    }

    void take(ImportJob job, DifyConsole source) {
        List<JsonNode> found = source.all("/apps");
        Map<String, String> datasets = job.ledger().all(job.place(), ImportKind.DATASET);
        for (int i = 0; i < found.size(); i++) {
            JsonNode app = found.get(i);
            job.say("app %d/%d %s", i + 1, found.size(), app.path("name").asText());
            take(job, source, app, datasets);
        }
    }

    /** A file of an app that somebody has exported; its name tells it from others. */
    void takeFile(ImportJob job, String fileName, String yaml) {
        job.say("file %s", fileName);
        Optional<UUID> before = job.ledger().find(job.place(), ImportKind.APP, fileName);
        job.attemptUnlessKnown(before.isPresent(), ImportKind.APP, fileName, fileName,
                () -> make(job, fileName, fileName, yaml));
    }

    private void take(ImportJob job, DifyConsole source, JsonNode app, Map<String, String> datasets) {
        String id = app.path("id").asText();
        String name = app.path("name").asText();
        boolean graph = GRAPHS.contains(app.path("mode").asText());
        JsonNode published = graph ? source.optional("/apps/" + id + "/workflows/publish") : MissingNode.getInstance();
        boolean isPublished = published.hasNonNull("graph");
        Optional<UUID> before = job.ledger().find(job.place(), ImportKind.APP, id);
        Optional<UUID> own = job.attemptUnlessKnown(before.isPresent(), ImportKind.APP, id, name, () -> {
            String version = isPublished ? "&workflow_id=" + published.path("id").asText() : "";
            String yaml = source.get("/apps/" + id + "/export?include_secret=true" + version).path("data").asText();
            JsonNode shown = isPublished
                    ? published.path("graph")
                    : graph ? source.optional("/apps/" + id + "/workflows/draft").path("graph") : MissingNode.getInstance();
            return make(job, id, name, DslDatasets.moved(yaml, shown, datasets));
        }).or(() -> before);
        if (own.isEmpty() && !job.dry()) {
            return;
        }
        own.ifPresent(mine -> job.report().mapped(ImportKind.APP, name, id, mine.toString()));
        if (own.isPresent() && before.isEmpty()) {
            settle(job, source, app, own.get());
        }
        if (isPublished) {
            publish(job, source, app, own.orElse(null), datasets);
        }
        parts.take(job, source, app, own.orElse(null));
    }

    private UUID make(ImportJob job, String sourceId, String name, String yaml) {
        Consumer<UUID> remember = made -> job.ledger().remember(job.place(), ImportKind.APP, sourceId, made);
        ImportResult result = imports.start(job.tenantId(), job.accountId(),
                new ImportApp(ImportApp.Mode.CONTENT, yaml, null, null, null, null, null, null, null), remember);
        if (result.status() == ImportResult.Status.PENDING) {
            result = imports.confirm(job.tenantId(), job.accountId(), result.id(), remember);
            job.report().note(ImportKind.APP, name, sourceId, "its file is of version %s, this service knows %s"
                    .formatted(result.importedDslVersion(), result.currentDslVersion()));
        }
        result.warnings().forEach(warning -> job.report().note(ImportKind.APP, name, sourceId, warning.message()));
        return result.appId();
    }

    /** What the file of an app does not say. */
    private void settle(ImportJob job, DifyConsole source, JsonNode app, UUID own) {
        tags.bind(job, Tags.APP, app, own);
        JsonNode detail = source.optional("/apps/" + app.path("id").asText());
        if (!detail.path("enable_api").asBoolean(true) || !detail.path("enable_site").asBoolean(true)) {
            apps.update(job.tenantId(), job.accountId(), own, new UpdateApp(null, null, null, null, null, null,
                    detail.path("enable_site").asBoolean(true), detail.path("enable_api").asBoolean(true), null, null, null));
        }
    }

    /** The app was made as it is published; what is being edited follows. */
    private void publish(ImportJob job, DifyConsole source, JsonNode app, UUID own, Map<String, String> datasets) {
        String id = app.path("id").asText();
        String name = app.path("name").asText();
        Optional<UUID> published = job.once(ImportKind.PUBLICATION, id, name,
                () -> versions.publish(job.tenantId(), job.accountId(), own, MarkVersion.NONE).id());
        if (published.isEmpty() && !job.dry()) {
            return;
        }
        job.once(ImportKind.DRAFT, id, name, () -> {
            String yaml = source.get("/apps/" + id + "/export?include_secret=true").path("data").asText();
            JsonNode shown = source.optional("/apps/" + id + "/workflows/draft").path("graph");
            imports.start(job.tenantId(), job.accountId(), new ImportApp(ImportApp.Mode.CONTENT,
                    DslDatasets.moved(yaml, shown, datasets), null, own, null, null, null, null, null));
            return own;
        });
    }
}
