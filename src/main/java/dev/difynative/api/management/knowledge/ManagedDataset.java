package dev.difynative.api.management.knowledge;

import java.time.Instant;
import java.util.UUID;

import dev.difynative.knowledge.DatasetDetail;
import dev.difynative.knowledge.DatasetPermission;
import dev.difynative.knowledge.settings.IndexingTechnique;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A dataset as scripts see it; it has as many components as the contract has fields. */
@RegisterForReflection
record ManagedDataset(UUID id, String name, String description, DatasetPermission permission, String dataSourceType,
        IndexingTechnique indexingTechnique, String embeddingModel, String embeddingModelProvider, long documentCount,
        long wordCount, int appCount, UUID createdBy, Instant createdAt, Instant updatedAt) {

    static ManagedDataset of(DatasetDetail dataset) {
        return new ManagedDataset(dataset.id(), dataset.name(), dataset.description(), dataset.permission(),
                dataset.dataSourceType(), dataset.indexingTechnique(), dataset.embeddingModel(),
                dataset.embeddingModelProvider(), dataset.documentCount(), dataset.wordCount(), dataset.appCount(),
                dataset.createdBy(), dataset.createdAt(), dataset.updatedAt());
    }
}
