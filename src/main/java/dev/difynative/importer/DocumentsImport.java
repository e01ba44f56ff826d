package dev.difynative.importer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentIntake;
import dev.difynative.knowledge.document.DocumentSettings;

/**
 * Brings over the documents of a dataset: their files where the source gives them, else (or when that is wanted) the segments
 * that they were cut into, cut in the same places. They are indexed by the service, not here.
 */
@Singleton
class DocumentsImport {
    /** Between segments; stands in no ordinary text. */
    private static final String BORDER = "\u241E";
    private static final int LEAST_TOKENS = 50;
    private static final int MOST_TOKENS = 4_000;
    private static final String QUESTIONS = "qa_model";
    private static final String PLAIN = "text_model";

    private final UploadFiles files;
    private final DocumentIntake intake;
    private final ObjectMapper json;

    /** What a document is made of here. */
    private record Content(String fileName, String mimeType, byte[] bytes, JsonNode rule) {}

    DocumentsImport(UploadFiles files, DocumentIntake intake, ObjectMapper json) {
        this.files = files;
        this.intake = intake;
        this.json = json;
    }

    void take(ImportJob job, DifyConsole source, Viewer viewer, JsonNode dataset, UUID ownDataset) {
        String datasetId = dataset.path("id").asText();
        List<JsonNode> documents = source.all("/datasets/" + datasetId + "/documents");
        for (int i = 0; i < documents.size(); i++) {
            JsonNode document = documents.get(i);
            String id = document.path("id").asText();
            String name = document.path("name").asText();
            boolean known = job.ledger().find(job.place(), ImportKind.DOCUMENT, id).isPresent();
            job.say("  document %d/%d %s", i + 1, documents.size(), name);
            job.attemptUnlessKnown(known, ImportKind.DOCUMENT, id, name,
                    () -> add(job, source, viewer, datasetId, document, ownDataset));
            if (!known && !document.path("enabled").asBoolean(true)) {
                job.report().note(ImportKind.DOCUMENT, name, id, "it was switched off and is found here: switch it off again");
            }
        }
    }

    private UUID add(ImportJob job, DifyConsole source, Viewer viewer, String datasetId, JsonNode document, UUID ownDataset) {
        String id = document.path("id").asText();
        String form = document.path("doc_form").asText(PLAIN);
        Content content = content(job, source, datasetId, document, form);
        FileView file = files.store(new NewUpload(viewer.tenantId(), null, NewUpload.Uploader.account(viewer.accountId()),
                content.fileName(), content.mimeType()), new ByteArrayInputStream(content.bytes()));
        DocumentSettings settings = new DocumentSettings(document.path("name").asText(), null, null, form,
                Texts.orNull(document.path("doc_language")), content.rule(), null, null, null, null, null);
        return job.ledger().make(job.place(), ImportKind.DOCUMENT, id,
                () -> intake.addUploaded(viewer, ownDataset, List.of(file.id()), settings).document().id());
    }

    private Content content(ImportJob job, DifyConsole source, String datasetId, JsonNode document, String form) {
        if (!job.asSegments() && document.path("data_source_type").asText().equals("upload_file")) {
            try {
                return file(source, datasetId, document);
            } catch (SourceException unavailable) {
                job.report().note(ImportKind.DOCUMENT, document.path("name").asText(), document.path("id").asText(),
                        "its file was not to be had, its segments were taken: " + unavailable.getMessage());
            }
        }
        if (form.equals(QUESTIONS)) {
            throw new SourceException(0, "questions and answers without their file are not taken");
        }
        return segments(source, datasetId, document);
    }

    private Content file(DifyConsole source, String datasetId, JsonNode document) {
        String place = "/datasets/" + datasetId + "/documents/" + document.path("id").asText();
        JsonNode upload = document.at("/data_source_detail_dict/upload_file");
        byte[] bytes = source.download(source.get(place + "/download").path("url").asText());
        JsonNode detail = source.get(place + "?metadata=without");
        JsonNode rule = detail.path("document_process_rule").isObject()
                ? detail.path("document_process_rule")
                : detail.path("dataset_process_rule");
        return new Content(upload.path("name").asText(document.path("name").asText()),
                upload.path("mime_type").asText("application/octet-stream"), bytes, bounded(rule));
    }

    private Content segments(DifyConsole source, String datasetId, JsonNode document) {
        StringBuilder text = new StringBuilder();
        for (JsonNode segment : source
                .all("/datasets/" + datasetId + "/documents/" + document.path("id").asText() + "/segments")) {
            text.append(text.isEmpty() ? "" : BORDER).append(segment.path("content").asText());
        }
        if (text.isEmpty()) {
            throw new SourceException(0, "it has neither a file nor segments");
        }
        String name = document.path("name").asText().replaceAll("[/\\\\\\p{Cntrl}]", "_");
        return new Content(name.endsWith(".txt") ? name : name + ".txt", "text/plain",
                text.toString().getBytes(StandardCharsets.UTF_8), cutAtBorders(document.path("doc_form").asText(PLAIN)));
    }

    private JsonNode cutAtBorders(String form) {
        ObjectNode rule = json.createObjectNode().put("mode", form.equals("hierarchical_model") ? "hierarchical" : "custom");
        ObjectNode rules = rule.putObject("rules");
        rules.putArray("pre_processing_rules");
        rules.putObject("segmentation").put("separator", BORDER).put("max_tokens", MOST_TOKENS).put("chunk_overlap", 0);
        if (form.equals("hierarchical_model")) {
            rules.put("parent_mode", "paragraph");
            rules.putObject("subchunk_segmentation").put("separator", "\n").put("max_tokens", 200).put("chunk_overlap", 0);
        }
        return rule;
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
