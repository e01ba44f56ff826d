package dev.difynative.knowledge.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.settings.RetrievalModel.Reranking;
import dev.difynative.knowledge.settings.RetrievalModel.Weights;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;

class RetrievalModelsTest {
    private final RetrievalModels models = new RetrievalModels(new ObjectMapper());

    @Test
    void withoutAWordTheTechniqueDecides() {
        assertEquals(SearchMethod.SEMANTIC_SEARCH, parse(null).method());
        assertEquals(SearchMethod.KEYWORD_SEARCH, models.parse("{}", IndexingTechnique.ECONOMY).method());
    }

    @Test
    void theContractsFormAndDifysFormSayTheSame() {
        assertEquals(new Weights(0.7, 0.3), parse("""
                {"search_method": "hybrid_search", "weights": {"semantic_weight": 0.7, "keyword_weight": 0.3}}""").weights());
        assertEquals(new Weights(0.7, 0.3), parse("""
                {"search_method": "hybrid_search", "weights": {"weight_type": "customized",
                 "vector_setting": {"vector_weight": 0.7}, "keyword_setting": {"keyword_weight": 0.3}}}""").weights());
    }

    @Test
    void aThresholdCountsWhenItIsGivenUnlessItIsSwitchedOff() {
        assertEquals(0.5, parse("{\"score_threshold\": 0.5}").scoreThreshold());
        assertEquals(0.5, parse("{\"score_threshold\": 0.5, \"score_threshold_enabled\": true}").scoreThreshold());
        assertNull(parse("{\"score_threshold\": 0.5, \"score_threshold_enabled\": false}").scoreThreshold());
        assertNull(parse("{\"score_threshold_enabled\": true}").scoreThreshold());
    }

    @Test
    void rerankingByWeightsNeedsNoModel() {
        Reranking byModel = parse(
                """
                {"reranking_enable": true, "reranking_model": {"reranking_provider_name": "jina", "reranking_model_name": "r"}}""")
                .reranking();
        assertEquals(new Reranking(true, "jina", "r"), byModel);
        assertEquals(Reranking.NONE, parse("{\"reranking_enable\": true, \"reranking_mode\": \"weighted_score\"}").reranking());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"search_method": "guess"}                      | retrieval_model.search_method | enum
            {"top_k": 101}                                  | retrieval_model.top_k | range
            {"top_k": 0}                                    | retrieval_model.top_k | range
            {"score_threshold": 1.5}                        | retrieval_model.score_threshold | range
            {"weights": {"semantic_weight": -1, "keyword_weight": 2}} | retrieval_model.weights | range""")
    void whatIsWrongIsNamed(String text, String field, String rule) {
        Failure failure = assertThrows(Failure.class, () -> parse(text));
        assertEquals(new FieldFault(field, rule), failure.details());
    }

    private RetrievalModel parse(String text) { return models.parse(text, IndexingTechnique.HIGH_QUALITY); }
}
