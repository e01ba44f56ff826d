package dev.difynative.chat.retrieval;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.difynative.knowledge.retrieval.Passage;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A passage that an answer was made from, in the shape of Dify's {@code retriever_resources}; {@code position} begins at 1. */
@RegisterForReflection
record Citation(int position, UUID datasetId, String datasetName, UUID documentId, String documentName, String dataSourceType,
        UUID segmentId, String retrieverFrom, double score, int hitCount, int wordCount, Integer segmentPosition,
        String indexNodeHash, String content, Integer page, Integer startOffset, Integer endOffset,
        Map<String, Object> docMetadata, String title, List<Object> files,
        String summary) {
    private static final String FROM_API = "api";

    static Citation of(int position, Passage passage) {
        Passage.Segment segment = passage.segment();
        Passage.DocumentRef document = passage.document();
        return new Citation(position, passage.dataset().id(), passage.dataset().name(), document.id(), document.name(),
                document.dataSourceType(), segment.id(), FROM_API, passage.score(), segment.hitCount(), segment.wordCount(),
                segment.position(), segment.hash(), passage.text(), segment.place().page(),
                segment.place().start(), segment.place().end(), document.metadata(), document.name(), List.of(), null);
    }
}
