package dev.difynative.knowledge.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A document of a dataset, which is also its own entry in the indexing queue (see the migration that made the table). */
@Entity
@Table(name = "documents")
public class Document extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public UUID datasetId;
    public int position;
    public String name;
    public String dataSourceType;
    public UUID uploadFileId;
    public String dataSourceInfo;
    public DocForm docForm;
    public String docLanguage;
    public String docType;
    public UUID processRuleId;
    public String processRule;
    public String batch;
    public String createdFrom;
    public UUID createdBy;
    public Instant createdAt;
    public Instant updatedAt;
    public IndexingStatus indexingStatus;
    public String error;
    public int generation;
    public int attempts;
    public int waits;
    public Instant queuedAt;
    public Instant notBefore;
    public UUID leaseOwner;
    public Instant leaseUntil;
    public boolean paused;
    public UUID pausedBy;
    public Instant pausedAt;
    public Instant processingStartedAt;
    public Instant parsingCompletedAt;
    public Instant cleaningCompletedAt;
    public Instant splittingCompletedAt;
    public Instant completedAt;
    public Instant stoppedAt;
    public Double indexingLatency;
    public int totalSegments;
    public int completedSegments;
    public int wordCount;
    public int tokens;
    public boolean enabled = true;
    public Instant disabledAt;
    public UUID disabledBy;
    public boolean archived;
    public Instant archivedAt;
    public UUID archivedBy;

    /** Where the document is on its way through the queue; a paused one says so. */
    String shownStatus() {
        return paused && !indexingStatus.isFinal() ? "paused" : indexingStatus.wire();
    }

    /** Whether work on it is going on or waits to go on by itself. */
    boolean isBeingIndexed() {
        return !indexingStatus.isFinal() && !paused;
    }

    void refuseIfArchived() {
        if (archived) {
            throw KnowledgeError.ARCHIVED_DOCUMENT_IMMUTABLE.because("The document is archived and cannot be changed");
        }
    }

    static Optional<Document> findOwned(UUID tenantId, UUID datasetId, UUID documentId) {
        return find("tenantId = ?1 and datasetId = ?2 and id = ?3", tenantId, datasetId, documentId).firstResultOptional();
    }

    static Optional<Document> findOfTenant(UUID tenantId, UUID documentId) {
        return find("tenantId = ?1 and id = ?2", tenantId, documentId).firstResultOptional();
    }

    static List<Document> listOfBatch(UUID tenantId, UUID datasetId, String batch) {
        return list("tenantId = ?1 and datasetId = ?2 and batch = ?3 order by position, id", tenantId, datasetId, batch);
    }

    /** The newest finished document of this name, if people may see it; locked as below. */
    static Optional<Document> lockByName(UUID tenantId, UUID datasetId, String name) {
        return find("tenantId = ?1 and datasetId = ?2 and name = ?3 and indexingStatus = ?4 and enabled and not archived "
                + "order by createdAt desc, id desc", tenantId, datasetId, name, IndexingStatus.COMPLETED)
                .withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** The same, and no worker or other caller changes the document until this transaction ends. */
    static Optional<Document> lockOwned(UUID tenantId, UUID datasetId, UUID documentId) {
        return find("tenantId = ?1 and datasetId = ?2 and id = ?3", tenantId, datasetId, documentId)
                .withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
