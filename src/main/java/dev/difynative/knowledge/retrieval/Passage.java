package dev.difynative.knowledge.retrieval;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a retrieval found: a segment with the document and dataset that it is from. Of an external dataset, only the content, the
 * title (as the document's name) and the metadata are known, and {@code segment} has no id.
 *
 * @param score
 *            from 0 to 1, never higher than that of the passage before
 * @param vector
 *            the segment's own, when it was asked for and there is one
 */
public record Passage(Source dataset, DocumentRef document, Segment segment, double score, List<Child> children,
        float[] vector) {

    public record Source(UUID id, String name) {}

    /** {@code metadata} has the values of the document's fields by their names. */
    public record DocumentRef(UUID id, String name, String dataSourceType, String docType, Map<String, Object> metadata) {}

    /** {@code answer} is null unless the segment is a question. */
    public record Segment(UUID id, int position, String content, String answer, int wordCount, int tokens,
            List<String> keywords, String hash, int hitCount, Place place, Stamps stamps) {}

    /** Where in the document's text the segment is from: the page, and the characters; null for one that a person wrote. */
    public record Place(Integer page, Integer start, Integer end) {
        public static final Place UNKNOWN = new Place(null, null, null);
    }

    /** When and by whom the segment was made. */
    public record Stamps(UUID createdBy, Instant createdAt, Instant indexingAt, Instant completedAt) {}

    /** A part of the segment that was found, the best first. */
    @RegisterForReflection
    public record Child(UUID id, String content, int position, double score) {}

    Passage scored(double other) { return new Passage(dataset, document, segment, other, children, vector); }

    /** What a model is given to read. */
    public String text() {
        return segment.answer() == null
                ? segment.content()
                : "question:" + segment.content() + " answer:" + segment.answer();
    }
}
