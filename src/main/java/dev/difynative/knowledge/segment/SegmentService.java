package dev.difynative.knowledge.segment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.SegmentStatus;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentEdits;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.knowledge.index.SegmentIndexer;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * The segments of a document, changed by hand. A change is stored first, and then brought into the indexes while the caller
 * waits; only what has changed is embedded again.
 */
@ApplicationScoped
public class SegmentService {
    private static final int MAX_AT_ONCE = 1_000;

    private final DatasetAccess access;
    private final DocumentEdits documents;
    private final SegmentViews views;
    private final ChildChunkWriter children;
    private final SegmentIndexer indexer;
    private final List<SegmentIndex> indexes;
    private final Clock clock;

    SegmentService(DatasetAccess access, DocumentEdits documents, SegmentViews views, ChildChunkWriter children,
            SegmentIndexer indexer, @All List<SegmentIndex> indexes, Clock clock) {
        this.access = access;
        this.documents = documents;
        this.views = views;
        this.children = children;
        this.indexer = indexer;
        this.indexes = indexes;
        this.clock = clock;
    }

    /** Adds segments at the end of a document. */
    public List<SegmentView> add(Viewer viewer, UUID datasetId, UUID documentId, List<NewSegment> segments) {
        if (segments == null || segments.isEmpty() || segments.stream().anyMatch(Objects::isNull)) {
            throw Parameters.missing("segments");
        }
        if (segments.size() > MAX_AT_ONCE) {
            throw CommonError.INVALID_PARAM.field("segments", "length", "At most %d segments are added at once", MAX_AT_ONCE);
        }
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        List<UUID> ids = QuarkusTransaction.requiringNew().call(() -> store(viewer, dataset, documentId, segments));
        indexer.index(dataset, ids);
        return ids.stream().map(id -> views.get(viewer, datasetId, documentId, id)).toList();
    }

    public SegmentView update(Viewer viewer, UUID datasetId, UUID documentId, UUID segmentId, UpdateSegment command) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        boolean toIndex = QuarkusTransaction.requiringNew().call(() -> change(viewer, dataset, documentId, segmentId, command));
        if (toIndex) {
            indexer.index(dataset, List.of(segmentId));
        }
        return views.get(viewer, datasetId, documentId, segmentId);
    }

    /** Deletes segments of a document; one that does not exist is no fault. */
    @Transactional
    public void delete(Viewer viewer, UUID datasetId, UUID documentId, Collection<UUID> segmentIds) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        documents.lock(dataset, documentId);
        List<Segment> segments = inOrder(segmentIds).stream()
                .flatMap(id -> Segment.lockOwned(dataset.tenantId(), documentId, id).stream()).toList();
        if (segments.isEmpty()) {
            return;
        }
        documents.grew(dataset, documentId, -segments.stream().mapToInt(segment -> segment.wordCount).sum(),
                -segments.stream().mapToInt(segment -> segment.tokens).sum());
        List<UUID> ids = segments.stream().map(segment -> segment.id).toList();
        segments.forEach(Segment::delete);
        Segment.flush();
        indexes.forEach(index -> index.removeSegments(dataset.tenantId(), datasetId, ids));
    }

    /** Shows segments to searches or hides them. */
    @Transactional
    public void enable(Viewer viewer, UUID datasetId, UUID documentId, Collection<UUID> segmentIds, boolean enabled) {
        if (segmentIds.isEmpty()) {
            throw Parameters.missing("segment_id");
        }
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        documents.lock(dataset, documentId);
        for (UUID segmentId : inOrder(segmentIds)) {
            enable(viewer, locked(dataset, documentId, segmentId), enabled);
        }
        tell(dataset, inOrder(segmentIds), enabled);
    }

    /** Stores segments at the end of a document, to be indexed later; belongs to the transaction of its caller. */
    List<UUID> store(Viewer viewer, DatasetSnapshot dataset, UUID documentId, List<NewSegment> segments) {
        DocForm form = documents.lock(dataset, documentId);
        List<UUID> ids = new ArrayList<>();
        int position = Segment.lastPosition(documentId);
        int words = 0;
        int tokens = 0;
        for (NewSegment written : segments) {
            SegmentText text = SegmentText.checked(form, written.content(), written.answer(), written.keywords());
            Segment segment = new Segment();
            segment.tenantId = dataset.tenantId();
            segment.datasetId = dataset.id();
            segment.documentId = documentId;
            segment.position = ++position;
            segment.createdBy = viewer.accountId();
            segment.createdAt = clock.instant();
            write(viewer, segment, text);
            segment.persist();
            if (form == DocForm.HIERARCHICAL_MODEL) {
                children.split(viewer, segment);
            }
            ids.add(segment.id);
            words += segment.wordCount;
            tokens += segment.tokens;
        }
        documents.grew(dataset, documentId, words, tokens);
        return ids;
    }

    private boolean change(Viewer viewer, DatasetSnapshot dataset, UUID documentId, UUID segmentId, UpdateSegment command) {
        DocForm form = documents.lock(dataset, documentId);
        Segment segment = locked(dataset, documentId, segmentId);
        SegmentText text = SegmentText.checked(form, command.content() == null ? segment.content : command.content(),
                command.answer() == null ? segment.answer : command.answer(),
                command.keywords() == null ? List.of(segment.keywords) : command.keywords());
        boolean reworded = !text.equals(new SegmentText(segment.content, segment.answer, List.of(segment.keywords)));
        boolean resplit = form == DocForm.HIERARCHICAL_MODEL && Boolean.TRUE.equals(command.regenerateChildChunks());
        if (reworded || resplit) {
            int words = segment.wordCount;
            int tokens = segment.tokens;
            write(viewer, segment, text);
            if (resplit) {
                children.replace(viewer, segment);
            }
            documents.grew(dataset, documentId, segment.wordCount - words, segment.tokens - tokens);
        }
        if (command.enabled() != null && command.enabled() != segment.enabled) {
            enable(viewer, segment, command.enabled());
            tell(dataset, List.of(segmentId), command.enabled());
        }
        return reworded || resplit || segment.status == SegmentStatus.ERROR;
    }

    private void write(Viewer viewer, Segment segment, SegmentText text) {
        Instant now = clock.instant();
        if (!text.content().equals(segment.content)) {
            // What a person wrote is no longer found at a place of the document's text.
            segment.startOffset = null;
            segment.endOffset = null;
        }
        segment.content = text.content();
        segment.answer = text.answer();
        segment.keywords = text.keywords().toArray(String[]::new);
        segment.wordCount = text.wordCount();
        segment.tokens = text.tokens();
        segment.hash = text.hash();
        segment.status = SegmentStatus.WAITING;
        segment.error = null;
        segment.indexingAt = now;
        segment.completedAt = null;
        segment.updatedBy = viewer.accountId();
        segment.updatedAt = now;
    }

    private void enable(Viewer viewer, Segment segment, boolean enabled) {
        Instant now = clock.instant();
        segment.enabled = enabled;
        segment.disabledAt = enabled ? null : now;
        segment.disabledBy = enabled ? null : viewer.accountId();
        segment.updatedAt = now;
    }

    private void tell(DatasetSnapshot dataset, List<UUID> segmentIds, boolean enabled) {
        Segment.flush();
        indexes.forEach(index -> index.segmentsSwitched(dataset.tenantId(), dataset.id(), segmentIds, enabled));
    }

    static Segment locked(DatasetSnapshot dataset, UUID documentId, UUID segmentId) {
        return Segment.lockOwned(dataset.tenantId(), documentId, segmentId).orElseThrow(SegmentViews::notFound);
    }

    private static List<UUID> inOrder(Collection<UUID> ids) { return Set.copyOf(ids).stream().sorted().toList(); }
}
