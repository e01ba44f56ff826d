package dev.difynative.knowledge.document;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import io.quarkus.arc.All;

/** The documents of a dataset, once they are there. */
@ApplicationScoped
public class DocumentService {
    private final DatasetAccess access;
    private final DocumentViews views;
    private final DocumentQueue queue;
    private final UploadFiles files;
    private final List<SegmentIndex> indexes;
    private final Clock clock;

    DocumentService(DatasetAccess access, DocumentViews views, DocumentQueue queue, UploadFiles files,
            @All List<SegmentIndex> indexes, Clock clock) {
        this.access = access;
        this.views = views;
        this.queue = queue;
        this.files = files;
        this.indexes = indexes;
        this.clock = clock;
    }

    @Transactional
    public Page<DocumentView> list(Viewer viewer, UUID datasetId, DocumentFilter filter, PageRequest page) {
        return views.page(access.require(viewer, datasetId), filter, page);
    }

    /** The documents after {@code lastId}, from the newest on when it is null. */
    @Transactional
    public Slice<DocumentView> after(Viewer viewer, UUID datasetId, DocumentFilter filter, UUID lastId, int limit) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        Document last = lastId == null
                ? null
                : Document.findOwned(dataset.tenantId(), datasetId, lastId).orElseThrow(DocumentViews::notFound);
        return views.after(dataset, filter, last, limit);
    }

    @Transactional
    public DocumentDetail get(Viewer viewer, UUID datasetId, UUID documentId) {
        return views.detail(access.require(viewer, datasetId), documentId);
    }

    @Transactional
    public DocumentView rename(Viewer viewer, UUID datasetId, UUID documentId, String name) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        Document document = locked(dataset, documentId);
        document.refuseIfArchived();
        document.name = DocumentSettings.checkedName(name);
        document.updatedAt = clock.instant();
        document.flush();
        return views.byIds(dataset, List.of(documentId)).getFirst();
    }

    /** Deletes documents with their segments and files; work on them is called off. One that does not exist is no fault. */
    @Transactional
    public void delete(Viewer viewer, UUID datasetId, Collection<UUID> documentIds) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        List<Document> documents = inOrder(documentIds).stream()
                .flatMap(id -> Document.lockOwned(dataset.tenantId(), datasetId, id).stream()).toList();
        remove(dataset, documents);
    }

    /** Deletes one document as programs do it: an archived one stays, and so does one that is being worked on. */
    @Transactional
    public void deleteFinished(Viewer viewer, UUID datasetId, UUID documentId) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        Document document = locked(dataset, documentId);
        document.refuseIfArchived();
        if (document.isBeingIndexed()) {
            throw KnowledgeError.DOCUMENT_INDEXING.because("A document cannot be deleted while it is being indexed");
        }
        remove(dataset, List.of(document));
    }

    /** Shows documents to searches, hides them, or puts them away for good. */
    @Transactional
    public void act(Viewer viewer, UUID datasetId, DocumentAction action, Collection<UUID> documentIds) {
        if (documentIds.isEmpty()) {
            throw Parameters.missing("document_ids");
        }
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        List<UUID> shown = new ArrayList<>();
        List<UUID> hidden = new ArrayList<>();
        for (UUID documentId : inOrder(documentIds)) {
            Document document = locked(dataset, documentId);
            apply(document, action, viewer.accountId());
            (document.enabled && !document.archived ? shown : hidden).add(documentId);
        }
        Document.flush();
        tell(dataset, shown, true);
        tell(dataset, hidden, false);
    }

    /** Stops work on a document until it is resumed. */
    @Transactional
    public void pause(Viewer viewer, UUID datasetId, UUID documentId) {
        Document document = locked(access.require(viewer, datasetId), documentId);
        if (document.indexingStatus.isFinal()) {
            throw KnowledgeError.DOCUMENT_ALREADY_FINISHED.because("The document is not being indexed");
        }
        if (!document.paused) {
            queue.pause(document, viewer.accountId());
        }
    }

    @Transactional
    public void resume(Viewer viewer, UUID datasetId, UUID documentId) {
        Document document = locked(access.require(viewer, datasetId), documentId);
        if (!document.paused) {
            throw KnowledgeError.INVALID_ACTION.because("The document is not paused");
        }
        queue.resume(document);
    }

    /** Has failed documents tried again: from where their segments are stored, else from the start. Others are left alone. */
    @Transactional
    public void retry(Viewer viewer, UUID datasetId, Collection<UUID> documentIds) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        for (UUID documentId : inOrder(documentIds)) {
            Document document = locked(dataset, documentId);
            document.refuseIfArchived();
            if (document.indexingStatus != IndexingStatus.ERROR) {
                continue;
            }
            if (document.splittingCompletedAt == null) {
                queue.readAnew(document);
            } else {
                queue.indexAnew(document);
            }
        }
    }

    private void apply(Document document, DocumentAction action, UUID accountId) {
        Instant now = clock.instant();
        if (document.indexingStatus != IndexingStatus.COMPLETED) {
            throw KnowledgeError.INVALID_ACTION.because("The document '%s' is not indexed yet", document.name);
        }
        switch (action) {
            case ENABLE, DISABLE -> {
                document.refuseIfArchived();
                document.enabled = action == DocumentAction.ENABLE;
                document.disabledAt = document.enabled ? null : now;
                document.disabledBy = document.enabled ? null : accountId;
            }
            case ARCHIVE, UN_ARCHIVE -> {
                document.archived = action == DocumentAction.ARCHIVE;
                document.archivedAt = document.archived ? now : null;
                document.archivedBy = document.archived ? accountId : null;
            }
        }
        document.updatedAt = now;
    }

    private void tell(DatasetSnapshot dataset, List<UUID> documentIds, boolean searchable) {
        if (!documentIds.isEmpty()) {
            indexes.forEach(index -> index.documentsSwitched(dataset.tenantId(), dataset.id(), documentIds, searchable));
        }
    }

    private void remove(DatasetSnapshot dataset, List<Document> documents) {
        if (documents.isEmpty()) {
            return;
        }
        queue.dropSegments(dataset.tenantId(), dataset.id(), documents.stream().map(document -> document.id).toList());
        files.deleteAll(dataset.tenantId(),
                documents.stream().map(document -> document.uploadFileId).filter(id -> id != null).toList());
        documents.forEach(Document::delete);
    }

    private static Document locked(DatasetSnapshot dataset, UUID documentId) {
        return Document.lockOwned(dataset.tenantId(), dataset.id(), documentId).orElseThrow(DocumentViews::notFound);
    }

    /** Two callers who lock the same rows in the same order never wait for each other in a circle. */
    private static List<UUID> inOrder(Collection<UUID> ids) {
        return Set.copyOf(ids).stream().sorted().toList();
    }
}
