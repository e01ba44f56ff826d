package dev.difynative.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.RetrievalModels;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import io.quarkus.arc.All;
import io.quarkus.hibernate.orm.panache.Panache;

/** Decides by which technique and model a dataset is indexed, and has it indexed anew when that changes. */
@Singleton
class DatasetModels {
    private final ModelRuntime runtime;
    private final DefaultModels defaults;
    private final RetrievalModels retrievalModels;
    private final List<SegmentIndex> indexes;
    private final Event<DocumentsQueued> queued;

    DatasetModels(ModelRuntime runtime, DefaultModels defaults, RetrievalModels retrievalModels,
            @All List<SegmentIndex> indexes, Event<DocumentsQueued> queued) {
        this.runtime = runtime;
        this.defaults = defaults;
        this.retrievalModels = retrievalModels;
        this.indexes = indexes;
        this.queued = queued;
    }

    /** Sets the embedding model of a dataset of high quality: the named one, else the workspace's default. */
    void choose(Dataset dataset, String provider, String model) {
        if (dataset.indexingTechnique != IndexingTechnique.HIGH_QUALITY) {
            dataset.embeddingModelProvider = null;
            dataset.embeddingModel = null;
            return;
        }
        ModelRef chosen = named(provider, model).or(() -> defaults.find(dataset.tenantId, ModelType.TEXT_EMBEDDING))
                .orElseThrow(() -> ModelError.PROVIDER_NOT_INITIALIZE
                        .because("No embedding model is configured: configure one, or use the technique 'economy'"));
        runtime.embeddings(dataset.tenantId, chosen.provider(), chosen.model());
        dataset.embeddingModelProvider = chosen.provider();
        dataset.embeddingModel = chosen.model();
    }

    /** The first document of a dataset decides what was left open when it was made. */
    void decide(Dataset dataset, IndexingTechnique technique, String provider, String model) {
        if (dataset.indexingTechnique == null) {
            dataset.indexingTechnique = technique;
            choose(dataset, provider, model);
        }
    }

    void change(Dataset dataset, UpdateDataset command) {
        IndexingTechnique technique = command.indexingTechnique() == null
                ? dataset.indexingTechnique
                : DatasetRules.technique(command.indexingTechnique());
        Optional<ModelRef> model = named(command.embeddingModelProvider(), command.embeddingModel());
        boolean otherModel = model.isPresent()
                && !model.get().equals(new ModelRef(dataset.embeddingModelProvider, dataset.embeddingModel));
        if (technique != dataset.indexingTechnique || technique == IndexingTechnique.HIGH_QUALITY && otherModel) {
            dataset.indexingTechnique = technique;
            choose(dataset, command.embeddingModelProvider(), command.embeddingModel());
            indexAnew(dataset);
        }
    }

    /** Keeps what is said about searching, after reading it; null says nothing. */
    void saveRetrieval(Dataset dataset, JsonNode retrievalModel) {
        if (retrievalModel != null && !retrievalModel.isNull()) {
            retrievalModels.parse(retrievalModel, dataset.indexingTechnique);
            dataset.retrievalModel = retrievalModel.toString();
        }
    }

    private static Optional<ModelRef> named(String provider, String model) {
        return provider == null || provider.isBlank() || model == null || model.isBlank()
                ? Optional.empty()
                : Optional.of(new ModelRef(provider, model.strip()));
    }

    /** The segments stay, what finds them is made again; a document that is being read meanwhile takes the new model by itself. */
    private void indexAnew(Dataset dataset) {
        List<UUID> documents = Panache.getEntityManager()
                .createQuery("select d.id from Document d where d.datasetId = :dataset", UUID.class)
                .setParameter("dataset", dataset.id).getResultList();
        if (documents.isEmpty()) {
            return;
        }
        indexes.forEach(index -> index.removeDocuments(dataset.tenantId, dataset.id, documents));
        Panache.getEntityManager().createNativeQuery("""
                update segments set status = 'waiting', completed_at = null
                where dataset_id = ?1 and tenant_id = ?2""").setParameter(1, dataset.id).setParameter(2, dataset.tenantId)
                .executeUpdate();
        Panache.getEntityManager().createNativeQuery("""
                update documents set indexing_status = 'indexing', generation = generation + 1, attempts = 0, waits = 0,
                    not_before = null, lease_owner = null, lease_until = null, queued_at = now(), completed_at = null
                where dataset_id = ?1 and tenant_id = ?2 and indexing_status in ('completed', 'indexing')""")
                .setParameter(1, dataset.id).setParameter(2, dataset.tenantId).executeUpdate();
        queued.fire(new DocumentsQueued(dataset.tenantId));
    }
}
