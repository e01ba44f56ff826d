package dev.difynative.knowledge.document;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DatasetSetup.UploadedDocuments;
import dev.difynative.knowledge.settings.ChunkPreview;
import dev.difynative.knowledge.settings.ChunkPreview.Estimate;
import dev.difynative.knowledge.settings.ChunkPreview.Request;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRules;
import dev.difynative.platform.error.CommonError;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Tells how documents would be split, without storing anything. */
@ApplicationScoped
public class IndexingEstimates {
    private static final int MAX_PIECES = 20;

    private final DatasetAccess access;
    private final ProcessRules rules;
    private final ChunkPreview preview;
    private final UploadFiles files;

    IndexingEstimates(DatasetAccess access, ProcessRules rules, ChunkPreview preview, UploadFiles files) {
        this.access = access;
        this.rules = rules;
        this.preview = preview;
        this.files = files;
    }

    public Estimate ofFiles(Viewer viewer, UploadedDocuments command) {
        List<UUID> fileIds = command.fileIds();
        ProcessRule rule = command.processRule() == null || command.processRule().isNull()
                ? ProcessRule.AUTOMATIC
                : rules.parse(command.processRule());
        DocForm usual = rule.mode() == ProcessRule.Mode.HIERARCHICAL ? DocForm.HIERARCHICAL_MODEL : DocForm.TEXT_MODEL;
        DocForm form = command.docForm() == null
                ? usual
                : DocForm.find(command.docForm()).orElseThrow(() -> CommonError.INVALID_PARAM.field("doc_form", "enum",
                        "Parameter 'doc_form' must be text_model, hierarchical_model or qa_model"));
        if (files.findAll(viewer.tenantId(), fileIds).size() != fileIds.size()) {
            throw CommonError.NOT_FOUND.because("File not found");
        }
        return preview.estimate(new Request(viewer.tenantId(), fileIds, List.of(), rule, form, command.settings().language(),
                MAX_PIECES));
    }

    public Estimate ofDocument(Viewer viewer, UUID datasetId, UUID documentId) {
        access.require(viewer, datasetId);
        return preview.estimate(QuarkusTransaction.requiringNew().call(() -> request(viewer, List.of(
                Document.findOwned(viewer.tenantId(), datasetId, documentId).orElseThrow(DocumentViews::notFound)))));
    }

    /** Of all documents that came in together; they were given one rule. */
    public Estimate ofBatch(Viewer viewer, UUID datasetId, String batch) {
        access.require(viewer, datasetId);
        return preview.estimate(QuarkusTransaction.requiringNew().call(() -> {
            List<Document> documents = Document.listOfBatch(viewer.tenantId(), datasetId, batch);
            if (documents.isEmpty()) {
                throw KnowledgeError.DOCUMENT_NOT_FOUND.because("Documents not found");
            }
            return request(viewer, documents);
        }));
    }

    private Request request(Viewer viewer, List<Document> documents) {
        Document first = documents.getFirst();
        return new Request(viewer.tenantId(), documents.stream().map(document -> document.uploadFileId).toList(), List.of(),
                rules.parse(first.processRule), first.docForm, first.docLanguage, MAX_PIECES);
    }
}
