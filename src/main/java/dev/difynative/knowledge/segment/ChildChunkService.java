package dev.difynative.knowledge.segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentEdits;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.knowledge.index.SegmentIndexer;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.LikePattern;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The child chunks of a segment, changed by hand. */
@ApplicationScoped
public class ChildChunkService {
    private final DatasetAccess access;
    private final DocumentEdits documents;
    private final SegmentViews segments;
    private final ChildChunkWriter writer;
    private final SegmentIndexer indexer;
    private final List<SegmentIndex> indexes;

    /** Where child chunks are: the way from the dataset to the segment. */
    public record Place(UUID datasetId, UUID documentId, UUID segmentId) {}

    /** A child chunk to be: one that exists, or a new one when the id is null. */
    public record Draft(UUID id, String content) {}

    ChildChunkService(DatasetAccess access, DocumentEdits documents, SegmentViews segments, ChildChunkWriter writer,
            SegmentIndexer indexer, @All List<SegmentIndex> indexes) {
        this.access = access;
        this.documents = documents;
        this.segments = segments;
        this.writer = writer;
        this.indexer = indexer;
        this.indexes = indexes;
    }

    @Transactional
    public ChildChunkPage list(Viewer viewer, Place place, String keyword, PageRequest page) {
        segments.get(viewer, place.datasetId(), place.documentId(), place.segmentId());
        String text = LikePattern.containing(keyword == null ? "" : keyword.strip());
        var found = ChildChunk.<ChildChunk>find("segmentId = ?1 and content ilike ?2 escape '!' order by position, id",
                place.segmentId(), text);
        List<ChildChunkView> data = found.page(page.page() - 1, page.limit()).list().stream().map(ChildChunkView::of).toList();
        return ChildChunkPage.of(data, found.count(), page);
    }

    public ChildChunkView add(Viewer viewer, Place place, String content) {
        String text = SegmentText.text("content", content);
        return changed(viewer, place, segment -> {
            ChildChunk chunk = new ChildChunk();
            writer.write(viewer, segment, chunk, text, ChildChunk.lastPosition(segment.id) + 1, ChildChunk.CUSTOMIZED);
            return ChildChunkView.of(chunk);
        });
    }

    public ChildChunkView update(Viewer viewer, Place place, UUID chunkId, String content) {
        String text = SegmentText.text("content", content);
        return changed(viewer, place, segment -> {
            ChildChunk chunk = ChildChunk.findOwned(segment.tenantId, segment.id, chunkId)
                    .orElseThrow(ChildChunkService::notFound);
            writer.write(viewer, segment, chunk, text, chunk.position, ChildChunk.CUSTOMIZED);
            return ChildChunkView.of(chunk);
        });
    }

    public void delete(Viewer viewer, Place place, UUID chunkId) {
        changed(viewer, place, segment -> {
            ChildChunk chunk = ChildChunk.findOwned(segment.tenantId, segment.id, chunkId)
                    .orElseThrow(ChildChunkService::notFound);
            chunk.delete();
            return chunkId;
        });
    }

    /** Makes the child chunks of a segment just these: those that are not named go. */
    public List<ChildChunkView> replaceAll(Viewer viewer, Place place, List<Draft> drafts) {
        List<Draft> wanted = drafts == null ? List.of() : drafts;
        wanted.forEach(draft -> SegmentText.text("content", draft.content()));
        return changed(viewer, place, segment -> rewrite(viewer, segment, wanted));
    }

    private List<ChildChunkView> rewrite(Viewer viewer, Segment segment, List<Draft> wanted) {
        Map<UUID, ChildChunk> present = new HashMap<>();
        ChildChunk.of(List.of(segment.id)).forEach(chunk -> present.put(chunk.id, chunk));
        List<ChildChunkView> views = new ArrayList<>();
        int position = ChildChunk.lastPosition(segment.id);
        for (Draft draft : wanted) {
            ChildChunk chunk = draft.id() == null ? new ChildChunk() : present.remove(draft.id());
            if (chunk == null) {
                throw notFound();
            }
            if (!draft.content().equals(chunk.content)) {
                writer.write(viewer, segment, chunk, draft.content(), ++position, ChildChunk.CUSTOMIZED);
            }
            views.add(ChildChunkView.of(chunk));
        }
        present.values().forEach(ChildChunk::delete);
        return views;
    }

    /** Does something to the child chunks of a segment, then brings the segment into the indexes again. */
    private <T> T changed(Viewer viewer, Place place, Function<Segment, T> change) {
        DatasetSnapshot dataset = access.require(viewer, place.datasetId());
        T result = QuarkusTransaction.requiringNew().call(() -> {
            if (documents.lock(dataset, place.documentId()) != DocForm.HIERARCHICAL_MODEL) {
                throw CommonError.INVALID_PARAM.field("doc_form", "conflict",
                        "Only documents of the form hierarchical_model have child chunks");
            }
            T changed = change.apply(SegmentService.locked(dataset, place.documentId(), place.segmentId()));
            ChildChunk.flush();
            // Of a segment without child chunks there is nothing to put into an index, so it must be taken out.
            if (ChildChunk.count("segmentId = ?1", place.segmentId()) == 0) {
                indexes.forEach(index -> index.removeSegments(dataset.tenantId(), dataset.id(), List.of(place.segmentId())));
            }
            return changed;
        });
        indexer.index(dataset, List.of(place.segmentId()));
        return result;
    }

    private static Failure notFound() { return KnowledgeError.CHILD_CHUNK_NOT_FOUND.because("Child chunk not found"); }
}
