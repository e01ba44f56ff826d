package dev.difynative.knowledge.index;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.difynative.knowledge.DatasetSnapshot;

/**
 * Where segments are found. Every bean of this type is told of every change, inside the transaction that makes it (a
 * {@code DataSource} connection taken in these calls belongs to that transaction), so what a search sees and what the tables
 * hold are committed together. The rows of an index that refer to segments and documents by foreign key with
 * {@code ON DELETE CASCADE} are gone already when a removal is told; what is in memory is not.
 */
public interface SegmentIndex {

    /** Adds the entries, or replaces those of the same id; entries of these segments that are not named are dropped. */
    void put(DatasetSnapshot dataset, List<IndexEntry> entries);

    void removeSegments(UUID tenantId, UUID datasetId, Collection<UUID> segmentIds);

    void removeDocuments(UUID tenantId, UUID datasetId, Collection<UUID> documentIds);

    void removeDataset(UUID tenantId, UUID datasetId);

    /** Shows segments to searches or hides them; whether they are enabled is in the table {@code segments} already. */
    void segmentsSwitched(UUID tenantId, UUID datasetId, Collection<UUID> segmentIds, boolean enabled);

    /** Shows documents to searches or hides them: enabled and not archived, as the table {@code documents} says already. */
    void documentsSwitched(UUID tenantId, UUID datasetId, Collection<UUID> documentIds, boolean searchable);
}
