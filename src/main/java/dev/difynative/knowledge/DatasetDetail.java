package dev.difynative.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.knowledge.metadata.FieldView;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.workspace.tag.TagRef;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A dataset as all surfaces but the management API show it; it has as many components as published clients read. */
@RegisterForReflection
public record DatasetDetail(UUID id, String name, String description, String provider, DatasetPermission permission,
        String dataSourceType, IndexingTechnique indexingTechnique, DocForm docForm, int appCount, long documentCount,
        long wordCount, UUID createdBy, String authorName, Instant createdAt, UUID updatedBy, Instant updatedAt,
        String embeddingModel, String embeddingModelProvider, boolean embeddingAvailable,
        @JsonRawValue String retrievalModelDict, @JsonRawValue String retrievalModel, Object summaryIndexSetting,
        List<TagRef> tags, List<FieldView> docMetadata, boolean builtInFieldEnabled, UUID pipelineId, String runtimeMode,
        String chunkStructure, Object iconInfo, boolean isPublished, boolean isMultimodal, long totalDocuments,
        long totalAvailableDocuments, boolean enableApi, ExternalInfo externalKnowledgeInfo,
        @JsonRawValue String externalRetrievalModel, List<UUID> partialMemberList) {

    /** Where an external dataset is searched; all null for one of our own. */
    @RegisterForReflection
    public record ExternalInfo(String externalKnowledgeId, UUID externalKnowledgeApiId, String externalKnowledgeApiName,
            String externalKnowledgeApiEndpoint) {}
}
