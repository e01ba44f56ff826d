package dev.difynative.knowledge.retrieval;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.models.Payer;

/**
 * A question to one or more datasets of a workspace; datasets that do not exist (any more) are passed over.
 *
 * @param model
 *            how each dataset is searched; null for each by its own settings
 * @param metadataFilter
 *            {@code {logical_operator, conditions}} in place of what the dataset's settings say; null for those
 * @param merging
 *            what is done with the finds of all of them; null keeps those of a single dataset as they are
 * @param origin
 *            who asks, for the log of queries
 */
public record RetrievalRequest(UUID tenantId, List<UUID> datasetIds, String query, RetrievalModel model, JsonNode metadataFilter,
        Merging merging, Origin origin) {

    /** Who the models' work for this question is charged to. */
    Payer payer() {
        return new Payer(tenantId, origin.appId(), "end_user".equals(origin.role()) ? origin.by() : null);
    }

    /**
     * How the finds of several datasets become one list.
     *
     * @param weights
     *            null unless all are to be searched for meaning and words at once, and added up by these weights
     */
    public record Merging(int topK, Double scoreThreshold, RetrievalModel.Reranking reranking, RetrievalModel.Weights weights) {}

    /**
     * @param source
     *            hit_testing or app
     * @param role
     *            account or end_user
     */
    public record Origin(String source, UUID appId, String role, UUID by) {
        private static final String TEST = "hit_testing";

        /** Whether a person looks at what is found, and where it stands. */
        boolean isTest() { return TEST.equals(source); }

        public static Origin hitTesting(UUID accountId) { return new Origin(TEST, null, "account", accountId); }

        public static Origin app(UUID appId, UUID endUserId) { return new Origin("app", appId, "end_user", endUserId); }
    }
}
