package dev.difynative.knowledge.settings;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.settings.RetrievalModel.Reranking;
import dev.difynative.knowledge.settings.RetrievalModel.Weights;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.json.ConfigNode;

/** Reads the JSON that says how to search, in the form of the contract and in that of Dify's clients. */
@Singleton
public class RetrievalModels {
    private final ObjectMapper json;

    RetrievalModels(ObjectMapper json) { this.json = json; }

    /** The model that {@code text} says; null or an empty text stands for what is usual for the technique. */
    public RetrievalModel parse(String text, IndexingTechnique technique) {
        if (text == null || text.isBlank()) {
            return RetrievalModel.preset(technique);
        }
        try {
            return parse(json.readTree(text), technique);
        } catch (JsonProcessingException broken) {
            throw CommonError.INVALID_PARAM.field("retrieval_model", "type", "Parameter 'retrieval_model' is no JSON object");
        }
    }

    public RetrievalModel parse(JsonNode node, IndexingTechnique technique) {
        RetrievalModel preset = RetrievalModel.preset(technique);
        if (node == null || node.isNull() || node.isEmpty()) {
            return preset;
        }
        ConfigNode root = new ConfigNode("retrieval_model", node, json);
        String name = root.text("search_method", preset.method().wire());
        SearchMethod method = SearchMethod.find(name).orElseThrow(() -> root.fault("search_method", "enum",
                "must be semantic_search, full_text_search, hybrid_search or keyword_search"));
        return new RetrievalModel(method, reranking(root), weights(root),
                root.integer("top_k", preset.topK(), 1, RetrievalModel.MAX_TOP_K), threshold(root),
                root.rawObject("metadata_filtering_conditions"));
    }

    /** The threshold counts when it is given, unless it is switched off. */
    private static Double threshold(ConfigNode root) {
        Double threshold = root.decimal("score_threshold", null);
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw root.fault("score_threshold", "range", "must be between 0 and 1");
        }
        return root.flag("score_threshold_enabled", threshold != null) ? threshold : null;
    }

    private static Reranking reranking(ConfigNode root) {
        ConfigNode model = root.object("reranking_model");
        boolean weighted = root.text("reranking_mode", "").equals("weighted_score");
        return new Reranking(root.flag("reranking_enable", false) && !weighted,
                model.text("reranking_provider_name", ""), model.text("reranking_model_name", ""));
    }

    private static Weights weights(ConfigNode root) {
        if (!root.has("weights")) {
            return null;
        }
        ConfigNode weights = root.object("weights");
        Double semantic = weights.decimal("semantic_weight", weights.object("vector_setting").decimal("vector_weight", null));
        Double keyword = weights.decimal("keyword_weight", weights.object("keyword_setting").decimal("keyword_weight", null));
        if (semantic == null && keyword == null) {
            return null;
        }
        double itsSemantic = semantic == null ? 1 - keyword : semantic;
        double itsKeyword = keyword == null ? 1 - semantic : keyword;
        if (!(itsSemantic >= 0) || !(itsKeyword >= 0) || !(itsSemantic + itsKeyword > 0)) {
            throw root.fault("weights", "range", "must not be negative, and not both be 0");
        }
        return new Weights(itsSemantic, itsKeyword);
    }
}
