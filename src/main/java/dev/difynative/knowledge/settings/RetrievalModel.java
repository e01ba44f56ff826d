package dev.difynative.knowledge.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a dataset is searched.
 *
 * @param weights
 *            null when none are given: hybrid search then fuses by rank
 * @param scoreThreshold
 *            null when none is in force
 * @param metadataFilter
 *            {@code {logical_operator, conditions}} as it was sent, or null
 */
public record RetrievalModel(SearchMethod method, Reranking reranking, Weights weights, int topK, Double scoreThreshold,
        JsonNode metadataFilter) {
    public static final int MAX_TOP_K = 100;

    /** {@code provider} and {@code model} are empty unless {@code enabled} with a model. */
    public record Reranking(boolean enabled, String provider, String model) {
        public static final Reranking NONE = new Reranking(false, "", "");

        public boolean hasModel() { return enabled && !provider.isEmpty() && !model.isEmpty(); }
    }

    /** How much each part of a hybrid search counts; neither is negative. */
    public record Weights(double semantic, double keyword) {}

    /** Whether vectors are compared. */
    public boolean byMeaning() {
        return method == SearchMethod.SEMANTIC_SEARCH || method == SearchMethod.HYBRID_SEARCH;
    }

    /** What a search of a dataset of this kind does when nothing was ever said about it. */
    public static RetrievalModel preset(IndexingTechnique technique) {
        SearchMethod method = technique == IndexingTechnique.ECONOMY
                ? SearchMethod.KEYWORD_SEARCH
                : SearchMethod.SEMANTIC_SEARCH;
        return new RetrievalModel(method, Reranking.NONE, null, 4, null, null);
    }
}
