package dev.difynative.knowledge.index;

import java.util.List;
import java.util.UUID;

/**
 * One text under which a segment is found: the segment's own, its question, or that of one of its child chunks.
 *
 * @param id
 *            of the segment, or of the child chunk
 * @param keywords
 *            those that were given by hand; empty when the index is to find its own
 * @param vector
 *            of the dataset's embedding model, of length 1; null in an economy dataset
 */
public record IndexEntry(UUID id, UUID segmentId, UUID documentId, String text, List<String> keywords, float[] vector) {

    public IndexEntry with(float[] itsVector) { return new IndexEntry(id, segmentId, documentId, text, keywords, itsVector); }
}
