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
import dev.difynative.knowledge.metadata.MetadataService;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.tag.Tags;

/** Brings over datasets. */
@Singleton
class KnowledgeImport {
    private static final int LONGEST_NAME = 40;
    private static final int ROOM_FOR_NUMBER = 6;

    private final DatasetService datasets;
    private final MetadataService metadata;
    private final DocumentsImport documents;
    private final ExternalImport external;
    private final TagsImport tags;

    KnowledgeImport(DatasetService datasets, MetadataService metadata, DocumentsImport documents, ExternalImport external,
            TagsImport tags) {
        this.datasets = datasets;
        this.metadata = metadata;
        this.documents = documents;
        this.external = external;
        this.tags = tags;
    }

    void take(ImportJob job, DifyConsole source) {
        List<JsonNode> found = source.all("/datasets");
        Viewer viewer = Viewer.member(job.tenantId(), job.accountId(), Role.OWNER);
        external.take(job, source, found);
        for (int i = 0; i < found.size(); i++) {
            job.say("dataset %d/%d %s", i + 1, found.size(), found.get(i).path("name").asText());
            take(job, source, viewer, found.get(i));
        }
    }

    private void take(ImportJob job, DifyConsole source, Viewer viewer, JsonNode dataset) {
        String id = dataset.path("id").asText();
        String name = dataset.path("name").asText();
        boolean elsewhere = ExternalImport.isSearchedElsewhere(dataset);
        Optional<UUID> own = job.once(ImportKind.DATASET, id, name,
                () -> elsewhere ? place(job, viewer, dataset) : make(job, viewer, dataset));
        own.ifPresent(mine -> job.report().mapped(ImportKind.DATASET, name, id, mine.toString()));
        if (elsewhere || own.isEmpty() && !job.dry()) {
            return;
        }
        takeFields(job, source, viewer, dataset, own.orElse(null));
        documents.take(job, source, viewer, dataset, own.orElse(null));
    }

    /** What documents are described by; before the documents, which have values in it. */
    private void takeFields(ImportJob job, DifyConsole source, Viewer viewer, JsonNode dataset, UUID own) {
        JsonNode fields = source.optional("/datasets/" + dataset.path("id").asText() + "/metadata");
        for (JsonNode field : fields.path("doc_metadata")) {
            String name = field.path("name").asText();
            if (!field.path("id").asText().equals("built-in")) {
                job.once(ImportKind.FIELD, field.path("id").asText(), name,
                        () -> metadata.create(viewer, own, field.path("type").asText("string"), name).id());
            }
        }
        if (own != null && fields.path("built_in_field_enabled").asBoolean()) {
            datasets.enableBuiltInFields(viewer, own, true);
        }
    }

    private UUID make(ImportJob job, Viewer viewer, JsonNode dataset) {
        String id = dataset.path("id").asText();
        String name = dataset.path("name").asText();
        String permission = permission(job, dataset);
        String technique = Texts.orNull(dataset.path("indexing_technique"));
        String description = Texts.clean(Texts.orNull(dataset.path("description")));
        JsonNode search = dataset.path("retrieval_model_dict");
        String free = free(viewer, name);
        DatasetDetail made;
        try {
            made = datasets.create(viewer, new CreateDataset(free, description, technique, permission, null,
                    Texts.orNull(dataset.path("embedding_model_provider")), Texts.orNull(dataset.path("embedding_model")),
                    search.isObject() ? search : null, null, null, null, null));
        } catch (Failure refused) {
            job.report().note(ImportKind.DATASET, name, id,
                    "its models and search settings are the workspace's usual ones: " + refused.getMessage());
            made = datasets.create(viewer, CreateDataset.named(free, description, permission));
        }
        tags.bind(job, Tags.KNOWLEDGE, dataset, made.id());
        return made.id();
    }

    /** A dataset that is searched by a service elsewhere stays there; only where that is, is taken. */
    private UUID place(ImportJob job, Viewer viewer, JsonNode dataset) {
        JsonNode info = dataset.path("external_knowledge_info");
        UUID api = job.ledger().find(job.place(), ImportKind.EXTERNAL, info.path("external_knowledge_api_id").asText())
                .orElseThrow(
                        () -> new SourceException(0, "the external knowledge API that it is searched by is not connected here"));
        JsonNode search = dataset.path("external_retrieval_model");
        UUID made = datasets.create(viewer, new CreateDataset(free(viewer, dataset.path("name").asText()),
                Texts.clean(Texts.orNull(dataset.path("description"))), null, permission(job, dataset), "external", null, null,
                null, null, api.toString(), info.path("external_knowledge_id").asText(), search.isObject() ? search : null)).id();
        tags.bind(job, Tags.KNOWLEDGE, dataset, made);
        return made;
    }

    private String free(Viewer viewer, String name) {
        String free = datasets.freeName(viewer, name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
        return free.length() <= LONGEST_NAME
                ? free
                : datasets.freeName(viewer, name.substring(0, LONGEST_NAME - ROOM_FOR_NUMBER));
    }

    private static String permission(ImportJob job, JsonNode dataset) {
        String permission = dataset.path("permission").asText("only_me");
        if (!permission.equals("partial_members")) {
            return permission;
        }
        job.report().note(ImportKind.DATASET, dataset.path("name").asText(), dataset.path("id").asText(),
                "it was open to chosen members and is yours alone now");
        return "only_me";
    }
}
