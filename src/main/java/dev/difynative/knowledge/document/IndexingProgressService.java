package dev.difynative.knowledge.document;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.SegmentStatus;
import dev.difynative.knowledge.Viewer;
import io.quarkus.hibernate.orm.panache.Panache;

/** Tells how far documents have come. */
@ApplicationScoped
public class IndexingProgressService {
    private static final String SELECT = """
            select d, (select count(s) from Segment s where s.documentId = d.id and s.status = :done),
                (select count(s) from Segment s where s.documentId = d.id)
            from Document d where d.tenantId = :tenant and d.datasetId = :dataset and\s""";

    private final DatasetAccess access;

    IndexingProgressService(DatasetAccess access) { this.access = access; }

    @Transactional
    public List<IndexingProgress> ofBatch(Viewer viewer, UUID datasetId, String batch) {
        List<IndexingProgress> progress = read(viewer, datasetId, "d.batch = :value", batch);
        if (progress.isEmpty()) {
            throw KnowledgeError.DOCUMENT_NOT_FOUND.because("Documents not found");
        }
        return progress;
    }

    @Transactional
    public IndexingProgress ofDocument(Viewer viewer, UUID datasetId, UUID documentId) {
        return read(viewer, datasetId, "d.id = :value", documentId).stream().findFirst().orElseThrow(DocumentViews::notFound);
    }

    @Transactional
    public List<IndexingProgress> ofDataset(Viewer viewer, UUID datasetId) {
        return read(viewer, datasetId, "d.datasetId = :value", datasetId);
    }

    /** Those that ended with an error. */
    @Transactional
    public List<IndexingProgress> failed(Viewer viewer, UUID datasetId) {
        return read(viewer, datasetId, "d.indexingStatus = :value", IndexingStatus.ERROR);
    }

    private List<IndexingProgress> read(Viewer viewer, UUID datasetId, String condition, Object value) {
        access.require(viewer, datasetId);
        return Panache.getEntityManager().createQuery(SELECT + condition + " order by d.position, d.id", Object[].class)
                .setParameter("done", SegmentStatus.COMPLETED).setParameter("tenant", viewer.tenantId())
                .setParameter("dataset", datasetId).setParameter("value", value).getResultStream()
                .map(row -> IndexingProgress.of((Document) row[0], (Long) row[1], (Long) row[2])).toList();
    }
}
