package dev.difynative.knowledge.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.external.ExternalRecord;
import dev.difynative.knowledge.external.ExternalSearch;
import dev.difynative.platform.error.CommonError;

/** Finds passages in datasets that another service holds; its scores are taken as they are, within 0 and 1. */
@ApplicationScoped
class ExternalFinds {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int MAX_TOP_K = 100;

    private final ExternalSearch search;
    private final RetrievalLog log;
    private final ObjectMapper json;

    ExternalFinds(ExternalSearch search, RetrievalLog log, ObjectMapper json) {
        this.search = search;
        this.log = log;
        this.json = json;
    }

    List<Passage> of(DatasetSnapshot dataset, String query, JsonNode metadataFilter) {
        DatasetSnapshot.External settings = dataset.external();
        List<Passage> passages = new ArrayList<>();
        for (ExternalRecord found : search.search(dataset, query, settings.topK(), settings.scoreThreshold(), metadataFilter)) {
            passages.add(passage(dataset, found, passages.size() + 1));
        }
        // The other service should give the best first; nobody relies on it.
        return passages.stream()
                .filter(passage -> settings.scoreThreshold() == null || passage.score() >= settings.scoreThreshold())
                .sorted(Comparator.comparingDouble(Passage::score).reversed()).limit(settings.topK()).toList();
    }

    /** As the other service answers; {@code external_retrieval_model} of the test comes before the dataset's own settings. */
    List<ExternalRecord> test(DatasetSnapshot dataset, HitTest test, String query, RetrievalRequest.Origin origin) {
        JsonNode own = test.externalRetrievalModel();
        boolean given = own != null && own.isObject();
        int topK = given && own.hasNonNull("top_k") ? own.get("top_k").asInt() : dataset.external().topK();
        if (topK < 1 || topK > MAX_TOP_K) {
            throw CommonError.INVALID_PARAM.field("external_retrieval_model.top_k", "range",
                    "Parameter 'external_retrieval_model.top_k' must be between 1 and %d", MAX_TOP_K);
        }
        Double threshold = given ? threshold(own) : dataset.external().scoreThreshold();
        List<ExternalRecord> records = search.search(dataset, query, topK, threshold, test.metadataFilteringConditions());
        log.note(new RetrievalRequest(dataset.tenantId(), List.of(dataset.id()), query, null, null, null, origin),
                List.of(dataset.id()), List.of());
        return records;
    }

    private static Double threshold(JsonNode settings) {
        boolean counts = settings.path("score_threshold_enabled").asBoolean(settings.hasNonNull("score_threshold"));
        return counts ? Double.valueOf(settings.path("score_threshold").asDouble(0)) : null;
    }

    private Passage passage(DatasetSnapshot dataset, ExternalRecord found, int position) {
        Passage.Segment segment = new Passage.Segment(null, position, found.content(), null, found.content().length(), 0,
                List.of(), null, 0, Passage.Place.UNKNOWN, new Passage.Stamps(null, null, null, null));
        return new Passage(new Passage.Source(dataset.id(), dataset.name()),
                new Passage.DocumentRef(null, found.title(), "external", null, metadata(found.metadata())), segment,
                Math.clamp(found.score(), 0, 1), List.of(), null);
    }

    private Map<String, Object> metadata(String text) {
        try {
            JsonNode node = json.readTree(text);
            return node.isObject() ? json.convertValue(node, OBJECT) : Map.of();
        } catch (JsonProcessingException none) {
            return Map.of();
        }
    }
}
