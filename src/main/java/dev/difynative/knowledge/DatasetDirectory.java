package dev.difynative.knowledge;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.DatasetSnapshot.External;
import dev.difynative.knowledge.settings.RetrievalModels;
import dev.difynative.models.ModelRef;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Finds datasets for searches and workers: read once, then from memory until something about the dataset changes. */
@ApplicationScoped
public class DatasetDirectory {
    private final SharedCache<Key, Optional<DatasetSnapshot>> snapshots;
    private final RetrievalModels retrievalModels;
    private final ObjectMapper json;

    private record Key(UUID tenantId, UUID datasetId) {
        static final KeyText<Key> TEXT = new KeyText<>(key -> key.tenantId + "/" + key.datasetId, Key::parse);

        static Key parse(String text) {
            int slash = text.indexOf('/');
            return new Key(UUID.fromString(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
        }
    }

    DatasetDirectory(SharedCaches caches, RetrievalModels retrievalModels, ObjectMapper json) {
        this.snapshots = caches.open("datasets", Key.TEXT);
        this.retrievalModels = retrievalModels;
        this.json = json;
    }

    public Optional<DatasetSnapshot> find(UUID tenantId, UUID datasetId) {
        return snapshots.get(new Key(tenantId, datasetId), this::load);
    }

    public DatasetSnapshot get(UUID tenantId, UUID datasetId) {
        return find(tenantId, datasetId).orElseThrow(() -> KnowledgeError.DATASET_NOT_FOUND.because("Dataset not found"));
    }

    /** Says that something about the dataset has changed; in a transaction it counts from the commit on. */
    public void changed(UUID tenantId, UUID datasetId) {
        snapshots.drop(new Key(tenantId, datasetId));
    }

    private Optional<DatasetSnapshot> load(Key key) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Dataset.findOwned(key.tenantId, key.datasetId).map(this::snapshot));
    }

    private DatasetSnapshot snapshot(Dataset dataset) {
        ModelRef embedding = dataset.embeddingModel == null
                ? null
                : new ModelRef(dataset.embeddingModelProvider, dataset.embeddingModel);
        return new DatasetSnapshot(dataset.id, dataset.tenantId, dataset.name, dataset.description, dataset.indexingTechnique,
                dataset.docForm, embedding, retrievalModels.parse(dataset.retrievalModel, dataset.indexingTechnique),
                dataset.enableApi, dataset.builtInFieldEnabled,
                dataset.isExternal() ? external(dataset) : null);
    }

    private External external(Dataset dataset) {
        JsonNode settings = read(dataset.externalRetrievalModel == null ? "{}" : dataset.externalRetrievalModel);
        Double threshold = settings.path("score_threshold_enabled").asBoolean(false)
                ? Double.valueOf(settings.path("score_threshold").asDouble(0))
                : null;
        return new External(dataset.externalKnowledgeApiId, dataset.externalKnowledgeId, settings.path("top_k").asInt(2),
                threshold);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The external retrieval model of a dataset is no JSON object", unreadable);
        }
    }
}
