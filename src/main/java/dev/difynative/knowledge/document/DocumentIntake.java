package dev.difynative.knowledge.document;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.NewUpload.Uploader;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.DatasetIntake;
import dev.difynative.knowledge.DatasetIntake.Admitted;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Allowances;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Takes documents in and queues them. The bytes are stored first, outside of any transaction; when the document is refused
 * after that, they are deleted again.
 */
@ApplicationScoped
public class DocumentIntake {
    private static final String UPLOAD = "upload_file";

    private final DatasetAccess access;
    private final DatasetIntake datasets;
    private final DatasetDirectory directory;
    private final DocumentQueue queue;
    private final DocumentViews views;
    private final UploadFiles files;
    private final Allowances allowances;
    private final Clock clock;

    DocumentIntake(DatasetAccess access, DatasetIntake datasets, DatasetDirectory directory, DocumentQueue queue,
            DocumentViews views, UploadFiles files, Allowances allowances, Clock clock) {
        this.access = access;
        this.datasets = datasets;
        this.directory = directory;
        this.queue = queue;
        this.views = views;
        this.files = files;
        this.allowances = allowances;
        this.clock = clock;
    }

    /** Adds a file, or replaces the document that the settings name. */
    public AddedDocuments addFile(Viewer viewer, UUID datasetId, DocumentSource source, DocumentSettings settings) {
        if (settings.originalDocumentId() != null && !settings.originalDocumentId().isBlank()) {
            UUID original = Ids.parse(settings.originalDocumentId(), KnowledgeError.DOCUMENT_NOT_FOUND, "Document");
            return replaceByFile(viewer, datasetId, original, source, settings);
        }
        return withStored(viewer, datasetId, source, settings, file -> add(viewer, datasetId, List.of(file), settings));
    }

    /** Adds a text, or replaces the document that the settings name. */
    public AddedDocuments addText(Viewer viewer, UUID datasetId, DocumentSettings settings) {
        String name = DocumentSettings.checkedName(settings.name());
        return addFile(viewer, datasetId, DocumentSource.ofText(name, settings.text()), settings);
    }

    /** Adds files that were uploaded before; each file becomes one document of the same batch. */
    public AddedDocuments addUploaded(Viewer viewer, UUID datasetId, List<UUID> fileIds, DocumentSettings settings) {
        access.require(viewer, datasetId);
        datasets.check(settings.terms());
        return QuarkusTransaction.joiningExisting().call(() -> {
            var found = files.views(viewer.tenantId(), fileIds);
            List<FileView> uploads = fileIds.stream().map(found::get).toList();
            if (uploads.contains(null) || isTaken(fileIds)) {
                throw CommonError.NOT_FOUND.because("File not found");
            }
            uploads.forEach(file -> DocumentFormats.check(file.name()));
            return add(viewer, datasetId, uploads, settings);
        });
    }

    public AddedDocuments replaceByFile(Viewer viewer, UUID datasetId, UUID documentId, DocumentSource source,
            DocumentSettings settings) {
        return withStored(viewer, datasetId, source, settings, file -> replace(viewer, datasetId, documentId, file, settings));
    }

    /** Replaces the text, the name, or how the document is read; what is null stays. */
    public AddedDocuments replaceByText(Viewer viewer, UUID datasetId, UUID documentId, DocumentSettings settings) {
        if (settings.text() == null) {
            access.require(viewer, datasetId);
            datasets.check(settings.terms());
            return QuarkusTransaction.requiringNew().call(() -> replace(viewer, datasetId, documentId, null, settings));
        }
        String name = DocumentSettings.checkedName(settings.name());
        return replaceByFile(viewer, datasetId, documentId, DocumentSource.ofText(name, settings.text()), settings);
    }

    private interface Step {
        AddedDocuments with(FileView stored);
    }

    private AddedDocuments withStored(Viewer viewer, UUID datasetId, DocumentSource source, DocumentSettings settings,
            Step step) {
        access.require(viewer, datasetId);
        datasets.check(settings.terms());
        DocumentFormats.check(source.fileName());
        FileView file = files.store(new NewUpload(viewer.tenantId(), null, Uploader.account(viewer.accountId()),
                source.fileName(), source.mimeType()), source.content());
        try {
            return QuarkusTransaction.requiringNew().call(() -> step.with(file));
        } catch (RuntimeException refused) {
            QuarkusTransaction.requiringNew().run(() -> files.deleteAll(viewer.tenantId(), List.of(file.id())));
            throw refused;
        }
    }

    private AddedDocuments add(Viewer viewer, UUID datasetId, List<FileView> uploads, DocumentSettings settings) {
        Admitted admitted = datasets.admit(viewer, datasetId, settings.terms());
        String batch = queue.newBatch();
        int position = lastPosition(datasetId);
        List<UUID> ids = new ArrayList<>();
        for (FileView file : uploads) {
            String name = settings.name() == null ? file.name() : DocumentSettings.checkedName(settings.name());
            Document document = sameNamed(viewer, datasetId, name, settings).orElseGet(Document::new);
            if (document.datasetId == null) {
                allowances.forDocuments(viewer.tenantId(), 1);
                document.tenantId = viewer.tenantId();
                document.datasetId = datasetId;
                document.position = ++position;
                document.createdFrom = viewer.source();
                document.createdBy = viewer.accountId();
                document.createdAt = clock.instant();
            }
            fill(document, admitted, file, name, settings, batch);
            ids.add(document.id);
        }
        Panache.getEntityManager().flush();
        return new AddedDocuments(views.byIds(directory.get(viewer.tenantId(), datasetId), ids), batch);
    }

    private AddedDocuments replace(Viewer viewer, UUID datasetId, UUID documentId, FileView file, DocumentSettings settings) {
        // Locked in the same order as everywhere: the dataset first.
        Admitted admitted = datasets.admit(viewer, datasetId, settings.terms());
        Document document = Document.lockOwned(viewer.tenantId(), datasetId, documentId).orElseThrow(DocumentViews::notFound);
        document.refuseIfArchived();
        String name = settings.name() != null
                ? DocumentSettings.checkedName(settings.name())
                : file == null ? document.name : file.name();
        if (file == null && settings.terms().processRule() == null) {
            document.name = name;
            document.updatedAt = clock.instant();
        } else {
            fill(document, admitted, file, name, settings, queue.newBatch());
        }
        Panache.getEntityManager().flush();
        return new AddedDocuments(views.byIds(directory.get(viewer.tenantId(), datasetId), List.of(documentId)), document.batch);
    }

    private void fill(Document document, Admitted admitted, FileView file, String name, DocumentSettings settings, String batch) {
        Instant now = clock.instant();
        UUID former = document.uploadFileId;
        document.name = name;
        document.docForm = admitted.docForm();
        document.docLanguage = settings.language();
        if (document.processRule == null || settings.terms().processRule() != null) {
            document.processRuleId = admitted.processRuleId();
            document.processRule = admitted.processRule();
        }
        document.batch = batch;
        document.updatedAt = now;
        if (file != null) {
            document.dataSourceType = UPLOAD;
            document.uploadFileId = file.id();
            document.dataSourceInfo = "{\"upload_file_id\":\"" + file.id() + "\"}";
        }
        queue.readAnew(document);
        document.persist();
        if (file != null && former != null && !former.equals(file.id())) {
            files.deleteAll(document.tenantId, List.of(former));
        }
    }

    /** The document that is to be overwritten because the caller wants one document per name. */
    private static Optional<Document> sameNamed(Viewer viewer, UUID datasetId, String name, DocumentSettings settings) {
        return Boolean.TRUE.equals(settings.duplicate())
                ? Document.lockByName(viewer.tenantId(), datasetId, name)
                : Optional.empty();
    }

    private boolean isTaken(List<UUID> fileIds) {
        return Panache.getEntityManager()
                .createQuery("select count(d) from Document d where d.uploadFileId in :files", Long.class)
                .setParameter("files", fileIds).getSingleResult() > 0;
    }

    private int lastPosition(UUID datasetId) {
        return Panache.getEntityManager()
                .createQuery("select coalesce(max(d.position), 0) from Document d where d.datasetId = :dataset",
                        Integer.class)
                .setParameter("dataset", datasetId).getSingleResult();
    }
}
