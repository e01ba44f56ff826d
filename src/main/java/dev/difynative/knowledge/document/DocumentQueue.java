package dev.difynative.knowledge.document;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import dev.difynative.knowledge.DocumentsQueued;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.index.SegmentIndex;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.Panache;

/** Puts documents into the indexing queue and takes them out; each call belongs to a transaction that holds the document's row. */
@Singleton
class DocumentQueue {
    private static final DateTimeFormatter BATCH_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final List<SegmentIndex> indexes;
    private final Event<DocumentsQueued> queued;
    private final Clock clock;

    DocumentQueue(@All List<SegmentIndex> indexes, Event<DocumentsQueued> queued, Clock clock) {
        this.indexes = indexes;
        this.queued = queued;
        this.clock = clock;
    }

    /** A name for documents that come in together, of the form that Dify's clients know. */
    String newBatch() {
        return BATCH_TIME.format(clock.instant()) + "%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
    }

    /** Has the document read from the start; what it has been split into before is gone at once. */
    void readAnew(Document document) {
        dropSegments(document.tenantId, document.datasetId, List.of(document.id));
        document.indexingStatus = IndexingStatus.QUEUING;
        document.processingStartedAt = null;
        document.parsingCompletedAt = null;
        document.cleaningCompletedAt = null;
        document.splittingCompletedAt = null;
        document.indexingLatency = null;
        document.totalSegments = 0;
        document.completedSegments = 0;
        document.wordCount = 0;
        document.tokens = 0;
        queue(document);
    }

    /** Has the segments that are not in the indexes yet brought there. */
    void indexAnew(Document document) {
        document.indexingStatus = IndexingStatus.INDEXING;
        queue(document);
    }

    void pause(Document document, UUID accountId) {
        document.paused = true;
        document.pausedBy = accountId;
        document.pausedAt = clock.instant();
        callOff(document);
    }

    void resume(Document document) {
        document.paused = false;
        document.pausedBy = null;
        document.pausedAt = null;
        document.queuedAt = clock.instant();
        queued.fire(new DocumentsQueued(document.tenantId));
    }

    /** Deletes the segments of documents and what finds them. */
    void dropSegments(UUID tenantId, UUID datasetId, Collection<UUID> documentIds) {
        Panache.getEntityManager().createQuery("delete from Segment s where s.tenantId = :tenant and s.documentId in :documents")
                .setParameter("tenant", tenantId).setParameter("documents", documentIds).executeUpdate();
        indexes.forEach(index -> index.removeDocuments(tenantId, datasetId, documentIds));
    }

    private void queue(Document document) {
        Instant now = clock.instant();
        document.error = null;
        document.stoppedAt = null;
        document.completedAt = null;
        document.attempts = 0;
        document.waits = 0;
        document.notBefore = null;
        document.paused = false;
        document.pausedBy = null;
        document.pausedAt = null;
        document.queuedAt = now;
        document.updatedAt = now;
        callOff(document);
        queued.fire(new DocumentsQueued(document.tenantId));
    }

    /** Whoever works on the document now sees another generation and stops. */
    private static void callOff(Document document) {
        document.generation++;
        document.leaseOwner = null;
        document.leaseUntil = null;
    }
}
