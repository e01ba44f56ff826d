package dev.difynative.knowledge.segment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.settings.ChunkPreview;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRule.Parents;
import dev.difynative.knowledge.settings.ProcessRules;
import io.quarkus.hibernate.orm.panache.Panache;

/** Writes child chunks: by splitting a segment as its document's rule says, or one by one. */
@Singleton
class ChildChunkWriter {
    private static final int MAX_CHUNKS = 1;

    private final ProcessRules rules;
    private final ChunkPreview splitter;
    private final Clock clock;

    ChildChunkWriter(ProcessRules rules, ChunkPreview splitter, Clock clock) {
        this.rules = rules;
        this.splitter = splitter;
        this.clock = clock;
    }

    void split(Viewer viewer, Segment segment) {
        String stored = Panache.getEntityManager()
                .createQuery("select d.processRule from Document d where d.id = :document", String.class)
                .setParameter("document", segment.documentId).getSingleResult();
        ProcessRule rule = rules.parse(stored);
        ProcessRule whole = new ProcessRule(rule.mode(), rule.removeExtraSpaces(), rule.removeUrlsEmails(), rule.segmentation(),
                Parents.FULL_DOC, rule.children());
        var estimate = splitter.estimate(new ChunkPreview.Request(segment.tenantId, List.of(), List.of(segment.content), whole,
                DocForm.HIERARCHICAL_MODEL, "English", MAX_CHUNKS));
        int position = 0;
        for (var piece : estimate.preview()) {
            for (String content : piece.childChunks()) {
                write(viewer, segment, new ChildChunk(), content, ++position, ChildChunk.AUTOMATIC);
            }
        }
    }

    /** Splits the segment anew, in place of all child chunks that it has. */
    void replace(Viewer viewer, Segment segment) {
        ChildChunk.delete("segmentId = ?1", segment.id);
        split(viewer, segment);
    }

    void write(Viewer viewer, Segment segment, ChildChunk chunk, String content, int position, String type) {
        Instant now = clock.instant();
        if (chunk.createdAt == null) {
            chunk.tenantId = segment.tenantId;
            chunk.datasetId = segment.datasetId;
            chunk.documentId = segment.documentId;
            chunk.segmentId = segment.id;
            chunk.position = position;
            chunk.createdBy = viewer.accountId();
            chunk.createdAt = now;
        }
        chunk.content = content;
        chunk.wordCount = content.length();
        chunk.hash = SegmentText.hash(content);
        chunk.startOffset = null;
        chunk.endOffset = null;
        chunk.type = type;
        chunk.updatedBy = viewer.accountId();
        chunk.updatedAt = now;
        chunk.persist();
    }
}
