package dev.difynative.knowledge.segment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.Panache;

/** Reads segments. */
@ApplicationScoped
public class SegmentViews {
    private final DatasetAccess access;

    SegmentViews(DatasetAccess access) { this.access = access; }

    @Transactional
    public SegmentPage list(Viewer viewer, UUID datasetId, UUID documentId, SegmentFilter filter, PageRequest page) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        DocForm form = formOf(dataset, documentId);
        var count = Panache.getEntityManager().createQuery("select count(s) from Segment s where " + filter.where(), Long.class);
        var query = Panache.getEntityManager().createQuery(
                "select s from Segment s where " + filter.where() + " order by s.position, s.id",
                Segment.class);
        filter.parameters(dataset.tenantId(), documentId).forEach((name, value) -> {
            count.setParameter(name, value);
            query.setParameter(name, value);
        });
        List<Segment> segments = query.setFirstResult(page.offset()).setMaxResults(page.limit()).getResultList();
        return SegmentPage.of(views(segments, form), form, count.getSingleResult(), page);
    }

    @Transactional
    public SegmentView get(Viewer viewer, UUID datasetId, UUID documentId, UUID segmentId) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        DocForm form = formOf(dataset, documentId);
        Segment segment = Segment.findOwned(dataset.tenantId(), documentId, segmentId).orElseThrow(SegmentViews::notFound);
        return views(List.of(segment), form).getFirst();
    }

    /** The form of a document, which says how its segments are to be read. */
    @Transactional
    public DocForm form(Viewer viewer, UUID datasetId, UUID documentId) {
        return formOf(access.require(viewer, datasetId), documentId);
    }

    /** Segments of a workspace by id, for those who found them; one that does not exist (any more) is left out. */
    @Transactional
    public Map<UUID, SegmentView> byIds(UUID tenantId, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Segment> segments = Segment.list("tenantId = ?1 and id in ?2", tenantId, ids);
        return segments.stream().collect(Collectors.toMap(segment -> segment.id, segment -> SegmentView.of(segment, List.of())));
    }

    List<SegmentView> views(List<Segment> segments, DocForm form) {
        if (form != DocForm.HIERARCHICAL_MODEL || segments.isEmpty()) {
            return segments.stream().map(segment -> SegmentView.of(segment, List.of())).toList();
        }
        Map<UUID, List<ChildChunk>> children = ChildChunk.of(segments.stream().map(segment -> segment.id).toList()).stream()
                .collect(Collectors.groupingBy(chunk -> chunk.segmentId));
        return segments.stream().map(segment -> SegmentView.of(segment, children.getOrDefault(segment.id, List.of()))).toList();
    }

    /** The form of a document, which must be of this dataset. */
    DocForm formOf(DatasetSnapshot dataset, UUID documentId) {
        return Panache.getEntityManager()
                .createQuery("select d.docForm from Document d where d.tenantId = :tenant and d.datasetId = :dataset "
                        + "and d.id = :document", DocForm.class)
                .setParameter("tenant", dataset.tenantId())
                .setParameter("dataset", dataset.id()).setParameter("document", documentId).getResultStream().findFirst()
                .orElseThrow(() -> KnowledgeError.DOCUMENT_NOT_FOUND.because("Document not found"));
    }

    static Failure notFound() { return KnowledgeError.SEGMENT_NOT_FOUND.because("Segment not found"); }
}
