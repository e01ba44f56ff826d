package dev.difynative.knowledge.document;

import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.settings.DocForm;
import io.quarkus.hibernate.orm.panache.Panache;

/** What changes about a document when its segments are changed by hand; each call belongs to the transaction of that change. */
@ApplicationScoped
public class DocumentEdits {
    private final DatasetAccess access;
    private final DocumentQueue queue;
    private final Clock clock;

    DocumentEdits(DatasetAccess access, DocumentQueue queue, Clock clock) {
        this.access = access;
        this.queue = queue;
        this.clock = clock;
    }

    /** Locks a document for a change of its segments: not while it is being read, and not once it is archived. */
    @Transactional(Transactional.TxType.MANDATORY)
    public DocForm lock(DatasetSnapshot dataset, UUID documentId) {
        Document document = locked(dataset, documentId);
        document.refuseIfArchived();
        if (document.indexingStatus != IndexingStatus.COMPLETED) {
            throw KnowledgeError.DOCUMENT_INDEXING.because("The segments of a document cannot be changed before it is indexed");
        }
        return document.docForm;
    }

    /** Counts what was added, or taken away when it is negative. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void grew(DatasetSnapshot dataset, UUID documentId, int words, int tokens) {
        Document document = locked(dataset, documentId);
        document.wordCount = Math.max(0, document.wordCount + words);
        document.tokens = Math.max(0, document.tokens + tokens);
        document.updatedAt = clock.instant();
    }

    /** Has the segments of the document that wait brought into the indexes by the workers. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void indexWaiting(DatasetSnapshot dataset, UUID documentId) {
        queue.indexAnew(locked(dataset, documentId));
        Panache.getEntityManager().flush();
    }

    /** Where a document of a workspace is on its way, for those who may see its dataset. */
    @Transactional
    public IndexingStatus status(Viewer viewer, UUID documentId) {
        Document document = Document.findOfTenant(viewer.tenantId(), documentId).orElseThrow(DocumentViews::notFound);
        access.require(viewer, document.datasetId);
        return document.indexingStatus;
    }

    private static Document locked(DatasetSnapshot dataset, UUID documentId) {
        return Document.lockOwned(dataset.tenantId(), dataset.id(), documentId).orElseThrow(DocumentViews::notFound);
    }
}
