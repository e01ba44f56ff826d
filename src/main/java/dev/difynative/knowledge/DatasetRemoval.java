package dev.difynative.knowledge;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.index.DatasetRemoved;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.workspace.tag.Tags;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.Panache;

/** Deletes datasets. Rows that belong to one go with it by foreign key; what foreign keys do not reach is deleted here. */
@Singleton
class DatasetRemoval {
    private final UploadFiles files;
    private final Tags tags;
    private final DatasetDirectory directory;
    private final List<SegmentIndex> indexes;
    private final Event<DatasetRemoved> removed;

    DatasetRemoval(UploadFiles files, Tags tags, DatasetDirectory directory,
            @All List<SegmentIndex> indexes, Event<DatasetRemoved> removed) {
        this.files = files;
        this.tags = tags;
        this.directory = directory;
        this.indexes = indexes;
        this.removed = removed;
    }

    void delete(Dataset dataset) {
        List<UUID> uploads = Panache.getEntityManager().createQuery("""
                select d.uploadFileId from Document d where d.datasetId = :dataset and d.uploadFileId is not null""", UUID.class)
                .setParameter("dataset", dataset.id).getResultList();
        tags.unbindAll(dataset.tenantId, dataset.id);
        UUID tenantId = dataset.tenantId;
        UUID datasetId = dataset.id;
        dataset.delete();
        Panache.getEntityManager().flush();
        indexes.forEach(index -> index.removeDataset(tenantId, datasetId));
        files.deleteAll(tenantId, uploads);
        directory.changed(tenantId, datasetId);
        removed.fire(new DatasetRemoved(datasetId));
    }
}
