package dev.difynative.knowledge;

import java.util.UUID;

import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.models.ModelRef;

/**
 * What indexing and retrieval need to know of a dataset, at one moment; never changed, only replaced.
 *
 * @param technique
 *            null until the first document decides it
 * @param docForm
 *            null until the first document decides it
 * @param embedding
 *            the model of its vectors; null for an economy or external dataset
 * @param retrieval
 *            how it is searched unless the caller says otherwise
 * @param enableApi
 *            whether dataset keys may call it
 * @param builtInFields
 *            whether documents are also described by the built-in metadata fields
 * @param external
 *            where it is searched when it is somebody else's; else null
 */
public record DatasetSnapshot(UUID id, UUID tenantId, String name, String description, IndexingTechnique technique,
        DocForm docForm, ModelRef embedding, RetrievalModel retrieval, boolean enableApi, boolean builtInFields,
        External external) {

    /** A dataset that another service holds; {@code knowledgeId} is its name there. */
    public record External(UUID apiId, String knowledgeId, int topK, Double scoreThreshold) {}

    public boolean isHighQuality() { return technique == IndexingTechnique.HIGH_QUALITY; }

    public boolean isExternal() { return external != null; }
}
