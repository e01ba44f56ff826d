package dev.difynative.knowledge.retrieval;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.index.DatasetIndex;
import dev.difynative.knowledge.index.DatasetIndexes;
import dev.difynative.knowledge.index.FoundSegment;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.knowledge.settings.SearchMethod;
import dev.difynative.models.Payer;

/**
 * Searches one dataset. What the score (0 to 1) of each method means: semantic, the cosine of query and passage, negative ones
 * as 0; full text, BM25 as a part of the most that the query's words could give; keyword, the part of the query's words that
 * the passage has (equal ones by BM25); hybrid with weights, the weighted mean of semantic and full text; hybrid without, the
 * reciprocal ranks in both as a part of being first in both.
 */
@ApplicationScoped
class DatasetSearch {
    /** How far down each ranking is read before two are fused. */
    private static final int FUSION_DEPTH = 100;

    private final DatasetIndexes indexes;
    private final QueryEmbeddings embeddings;
    private final MetadataFilter metadata;

    DatasetSearch(DatasetIndexes indexes, QueryEmbeddings embeddings, MetadataFilter metadata) {
        this.indexes = indexes;
        this.embeddings = embeddings;
        this.metadata = metadata;
    }

    /** The best {@code limit} segments, the best first. */
    List<Candidate> search(Payer payer, DatasetSnapshot dataset, String query, RetrievalModel model, int limit) {
        SearchMethod method = methodFor(dataset, model);
        Set<UUID> documents = metadata.documents(dataset, model.metadataFilter());
        return switch (method) {
            case SEMANTIC_SEARCH -> semantic(payer, dataset, query, documents, limit);
            case FULL_TEXT_SEARCH -> candidates(dataset, words(dataset).fullText(query, documents, limit));
            case KEYWORD_SEARCH -> candidates(dataset, words(dataset).keywords(query, documents, limit));
            case HYBRID_SEARCH -> hybrid(payer, dataset, query, model, documents, limit);
        };
    }

    /** A dataset without vectors is searched by its words, whatever is asked for. */
    private static SearchMethod methodFor(DatasetSnapshot dataset, RetrievalModel model) {
        if (dataset.technique() == null) {
            throw KnowledgeError.DATASET_NOT_INITIALIZED.because("Nothing has been put into this dataset yet");
        }
        return model.byMeaning() && !dataset.isHighQuality() ? SearchMethod.KEYWORD_SEARCH : model.method();
    }

    private List<Candidate> semantic(Payer payer, DatasetSnapshot dataset, String query, Set<UUID> documents, int limit) {
        if (dataset.embedding() == null) {
            throw KnowledgeError.EMBEDDING_UNAVAILABLE.because("The dataset has no embedding model");
        }
        float[] vector = embeddings.of(payer, dataset.embedding(), query);
        return vector == null
                ? List.of()
                : candidates(dataset,
                        indexes.nearest(dataset.tenantId(), dataset.id(), vector, documents, limit));
    }

    private List<Candidate> hybrid(Payer payer, DatasetSnapshot dataset, String query, RetrievalModel model, Set<UUID> documents,
            int limit) {
        int depth = Math.max(limit, FUSION_DEPTH);
        List<Candidate> byMeaning = semantic(payer, dataset, query, documents, depth);
        List<Candidate> byWords = candidates(dataset, words(dataset).fullText(query, documents, depth));
        List<Candidate> fused = model.weights() == null
                ? Fusion.byRank(List.of(byMeaning, byWords))
                : Fusion.byScore(byMeaning, model.weights().semantic(), byWords, model.weights().keyword());
        return fused.subList(0, Math.min(limit, fused.size()));
    }

    private DatasetIndex words(DatasetSnapshot dataset) { return indexes.current(dataset.tenantId(), dataset.id()); }

    private static List<Candidate> candidates(DatasetSnapshot dataset, List<FoundSegment> found) {
        return found.stream().map(segment -> Candidate.of(dataset, segment)).toList();
    }
}
