package dev.difynative.importer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentIntake;
import dev.difynative.knowledge.document.DocumentSettings;
import dev.difynative.knowledge.metadata.MetadataService;
import dev.difynative.knowledge.metadata.MetadataService.DocumentValues;
import dev.difynative.knowledge.segment.PastSegment;
import dev.difynative.knowledge.segment.PastSegments;

/**
 * Brings over the documents of a dataset: their files where the source gives them, else (or when that is wanted) the segments
 * that they were cut into, as they are. Documents of questions and answers come as segments, because a model has written them.
 * All are indexed by the service, not here.
 */
@Singleton
class DocumentsImport {
    private static final int LEAST_TOKENS = 50;
    private static final int MOST_TOKENS = 4_000;
    private static final String QUESTIONS = "qa_model";
    private static final String PARENTS = "hierarchical_model";
    private static final String PLAIN = "text_model";
    private static final String DETAIL = "?metadata=without";

    private final UploadFiles files;
    private final DocumentIntake intake;
    private final PastSegments segments;
    private final MetadataService metadata;

    /** What a document is made of here; {@code segments} is null when its file is to be read and cut. */
    private record Content(String fileName, String mimeType, byte[] bytes, JsonNode rule, List<PastSegment> segments) {}

    DocumentsImport(UploadFiles files, DocumentIntake intake, PastSegments segments, MetadataService metadata) {
        this.files = files;
        this.intake = intake;
        this.segments = segments;
        this.metadata = metadata;
    }

    void take(ImportJob job, DifyConsole source, Viewer viewer, JsonNode dataset, UUID ownDataset) {
        String datasetId = dataset.path("id").asText();
        List<JsonNode> documents = source.all("/datasets/" + datasetId + "/documents");
        for (int i = 0; i < documents.size(); i++) {
            JsonNode document = documents.get(i);
            String id = document.path("id").asText();
            String name = document.path("name").asText();
            Optional<UUID> before = job.ledger().find(job.place(), ImportKind.DOCUMENT, id);
            job.say("  document %d/%d %s", i + 1, documents.size(), name);
            job.attemptUnlessKnown(before.isPresent(), ImportKind.DOCUMENT, id, name,
                    () -> add(job, source, viewer, datasetId, document, ownDataset)).or(() -> before)
                    .ifPresent(own -> describe(job, viewer, document, ownDataset, own));
        }
    }

    private UUID add(ImportJob job, DifyConsole source, Viewer viewer, String datasetId, JsonNode document, UUID ownDataset) {
        String form = document.path("doc_form").asText(PLAIN);
        Content content = content(job, source, datasetId, document, form);
        FileView file = files.store(new NewUpload(viewer.tenantId(), null, NewUpload.Uploader.account(viewer.accountId()),
                content.fileName(), content.mimeType()), new ByteArrayInputStream(content.bytes()));
        DocumentSettings settings = new DocumentSettings(document.path("name").asText(), null, null, form,
                Texts.orNull(document.path("doc_language")), content.rule(), null, null, null, null, null);
        boolean enabled = document.path("enabled").asBoolean(true);
        boolean archived = document.path("archived").asBoolean(false);
        return job.ledger().make(job.place(), ImportKind.DOCUMENT, document.path("id").asText(), () -> {
            UUID own = intake.addUploaded(viewer, ownDataset, List.of(file.id()), settings).document().id();
            if (content.segments() != null) {
                segments.give(viewer.tenantId(), own, content.segments());
            }
            if (!enabled || archived) {
                segments.switchTo(viewer.tenantId(), own, enabled, archived);
            }
            return own;
        });
    }

    /** The values that it has in the fields of its dataset; those of built-in fields come by themselves. */
    private void describe(ImportJob job, Viewer viewer, JsonNode document, UUID ownDataset, UUID own) {
        List<MetadataService.Value> values = new ArrayList<>();
        for (JsonNode value : document.path("doc_metadata")) {
            job.ledger().find(job.place(), ImportKind.FIELD, value.path("id").asText())
                    .filter(field -> value.hasNonNull("value")).ifPresent(field -> values.add(new MetadataService.Value(
                            field.toString(), value.path("name").asText(), value.path("value"))));
        }
        if (!values.isEmpty()) {
            job.once(ImportKind.DESCRIPTION, document.path("id").asText(), document.path("name").asText(), () -> {
                metadata.setValues(viewer, ownDataset,
                        Collections.singletonList(new DocumentValues(own.toString(), values, null)));
                return own;
            });
        }
    }

    private Content content(ImportJob job, DifyConsole source, String datasetId, JsonNode document, String form) {
        boolean hasFile = document.path("data_source_type").asText().equals("upload_file");
        if (!job.asSegments() && hasFile && !form.equals(QUESTIONS)) {
            try {
                return file(source, datasetId, document);
            } catch (SourceException unavailable) {
                job.report().note(ImportKind.DOCUMENT, document.path("name").asText(), document.path("id").asText(),
                        "its file was not to be had, its segments were taken: " + unavailable.getMessage());
            }
        }
        return segments(source, datasetId, document, form);
    }

    private Content file(DifyConsole source, String datasetId, JsonNode document) {
        String place = "/datasets/" + datasetId + "/documents/" + document.path("id").asText();
        JsonNode upload = document.at("/data_source_detail_dict/upload_file");
        byte[] bytes = source.download(source.get(place + "/download").path("url").asText());
        return new Content(upload.path("name").asText(document.path("name").asText()),
                upload.path("mime_type").asText("application/octet-stream"), bytes, rule(source.get(place + DETAIL)), null);
    }

    private Content segments(DifyConsole source, String datasetId, JsonNode document, String form) {
        String place = "/datasets/" + datasetId + "/documents/" + document.path("id").asText();
        List<PastSegment> past = source.all(place + "/segments").stream().map(segment -> segment(segment, form))
                .filter(segment -> !segment.content().isBlank()).toList();
        if (past.isEmpty()) {
            throw new SourceException(0, "it has neither a file nor segments");
        }
        StringBuilder text = new StringBuilder();
        for (PastSegment segment : past) {
            text.append(text.isEmpty() ? "" : "\n\n").append(segment.content())
                    .append(segment.answer() == null ? "" : "\n" + segment.answer());
        }
        String name = document.path("name").asText().replaceAll("[/\\\\\\p{Cntrl}]", "_");
        JsonNode detail = source.optional(place + DETAIL);
        return new Content(name.endsWith(".txt") ? name : name + ".txt", "text/plain",
                text.toString().getBytes(StandardCharsets.UTF_8), detail.isMissingNode() ? null : rule(detail), past);
    }

    private static PastSegment segment(JsonNode segment, String form) {
        List<String> keywords = new ArrayList<>();
        segment.path("keywords").forEach(keyword -> keywords.add(Texts.clean(keyword.asText())));
        List<String> children = new ArrayList<>();
        if (form.equals(PARENTS)) {
            segment.path("child_chunks").forEach(child -> children.add(Texts.clean(child.path("content").asText())));
        }
        String content = Texts.clean(segment.path("content").asText());
        return new PastSegment(content, form.equals(QUESTIONS) ? Texts.clean(segment.path("answer").asText()) : null, keywords,
                segment.path("enabled").asBoolean(true), segment.path("hit_count").asInt(),
                form.equals(PARENTS) && children.isEmpty() ? List.of(content) : children);
    }

    /** How the document was cut; null for the usual way. */
    private static JsonNode rule(JsonNode detail) {
        return bounded(detail.path("document_process_rule").isObject()
                ? detail.path("document_process_rule")
                : detail.path("dataset_process_rule"));
    }

    /** Sizes count tokens here and characters in Dify, and are bounded. */
    private static JsonNode bounded(JsonNode rule) {
        if (!rule.isObject() || !rule.hasNonNull("mode") || rule.path("mode").asText().equals("automatic")
                || !rule.path("rules").isObject()) {
            return null;
        }
        ObjectNode copy = rule.deepCopy();
        copy.retain("mode", "rules");
        for (String part : List.of("segmentation", "subchunk_segmentation")) {
            if (copy.path("rules").path(part) instanceof ObjectNode sizes && sizes.has("max_tokens")) {
                sizes.put("max_tokens", Math.clamp(sizes.path("max_tokens").asInt(), LEAST_TOKENS, MOST_TOKENS));
            }
        }
        return copy;
    }
}
