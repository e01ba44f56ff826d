package dev.difynative.importer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.CreateDataset;
import dev.difynative.knowledge.DatasetDetail;
import dev.difynative.knowledge.DatasetService;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.tag.Tags;

/** Brings over datasets. */
@Singleton
class KnowledgeImport {
    private final DatasetService datasets;
    private final DocumentsImport documents;
    private final TagsImport tags;

    KnowledgeImport(DatasetService datasets, DocumentsImport documents, TagsImport tags) {
        this.datasets = datasets;
        this.documents = documents;
        this.tags = tags;
    }

    void take(ImportJob job, DifyConsole source) {
        List<JsonNode> found = source.all("/datasets");
        Viewer viewer = Viewer.member(job.tenantId(), job.accountId(), Role.OWNER);
        for (int i = 0; i < found.size(); i++) {
            JsonNode dataset = found.get(i);
            String id = dataset.path("id").asText();
            String name = dataset.path("name").asText();
            job.say("dataset %d/%d %s", i + 1, found.size(), name);
            if (dataset.path("provider").asText().equals("external")) {
                job.report().failed(ImportKind.DATASET, name, id,
                        "it is searched elsewhere: connect that knowledge API here, its key is not shown by the source");
                continue;
            }
            Optional<UUID> own = job.once(ImportKind.DATASET, id, name, () -> make(job, viewer, dataset));
            own.ifPresent(mine -> job.report().mapped(ImportKind.DATASET, name, id, mine.toString()));
            if (own.isPresent() || job.dry()) {
                documents.take(job, source, viewer, dataset, own.orElse(null));
            }
        }
    }

    private UUID make(ImportJob job, Viewer viewer, JsonNode dataset) {
        String id = dataset.path("id").asText();
        String name = dataset.path("name").asText();
        String technique = Texts.orNull(dataset.path("indexing_technique"));
        String permission = dataset.path("permission").asText("only_me");
        if (permission.equals("partial_members")) {
            permission = "only_me";
            job.report().note(ImportKind.DATASET, name, id, "it was open to chosen members and is yours alone now");
        }
        JsonNode search = dataset.path("retrieval_model_dict");
        String free = datasets.freeName(viewer, name.length() > 40 ? name.substring(0, 40) : name);
        CreateDataset wished = new CreateDataset(free, Texts.clean(Texts.orNull(dataset.path("description"))), technique,
                permission,
                null, Texts.orNull(dataset.path("embedding_model_provider")), Texts.orNull(dataset.path("embedding_model")),
                search.isObject() ? search : null, null, null, null, null);
        DatasetDetail made;
        try {
            made = datasets.create(viewer, wished);
        } catch (Failure refused) {
            job.report().note(ImportKind.DATASET, name, id,
                    "its models and search settings are the workspace's usual ones: " + refused.getMessage());
            made = datasets.create(viewer, CreateDataset.named(free, wished.description(), permission));
        }
        tags.bind(job, Tags.KNOWLEDGE, dataset, made.id());
        return made.id();
    }
}
