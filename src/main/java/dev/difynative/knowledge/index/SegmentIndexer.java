package dev.difynative.knowledge.index;

import java.util.Collection;
import java.util.UUID;

import dev.difynative.knowledge.DatasetSnapshot;

/**
 * Brings stored segments into the indexes: what a person adds or changes, at once. Implemented by {@code knowledge.ingest},
 * which does the same with the segments of whole documents.
 */
public interface SegmentIndexer {

    /**
     * Embeds the texts of these segments (or of their child chunks) that the cache does not hold, tells every
     * {@link SegmentIndex} in one transaction, and marks the segments completed in it. A segment that cannot be embedded is
     * marked {@code error} with the message, and the failure is thrown. Blocks; not to be called within a transaction.
     */
    void index(DatasetSnapshot dataset, Collection<UUID> segmentIds);
}
