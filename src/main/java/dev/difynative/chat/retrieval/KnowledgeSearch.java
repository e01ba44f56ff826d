package dev.difynative.chat.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.config.ModelConfig.DatasetConfigs;
import dev.difynative.apps.config.ModelConfig.Reranking;
import dev.difynative.chat.ChatTurn;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.chat.prompt.PromptTemplate;
import dev.difynative.knowledge.retrieval.Passage;
import dev.difynative.knowledge.retrieval.RetrievalRequest;
import dev.difynative.knowledge.retrieval.RetrievalRequest.Merging;
import dev.difynative.knowledge.retrieval.RetrievalRequest.Origin;
import dev.difynative.knowledge.retrieval.Retriever;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.knowledge.settings.RetrievalModel.Weights;
import dev.difynative.models.ModelRef;
import dev.difynative.models.Payer;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;

/** Looks up, in the datasets of an app, what belongs to a question. Waits for models; not for an event loop. */
@ApplicationScoped
public class KnowledgeSearch {
    private static final String SINGLE = "single";
    private static final String WEIGHTED = "weighted_score";
    private static final String MANUAL = "manual";
    private static final String AUTOMATIC = "automatic";

    private final Retriever retriever;
    private final DatasetChoice choice;
    private final FilterFromQuestion automaticFilter;
    private final ObjectMapper json;

    KnowledgeSearch(Retriever retriever, DatasetChoice choice, FilterFromQuestion automaticFilter, ObjectMapper json) {
        this.retriever = retriever;
        this.choice = choice;
        this.automaticFilter = automaticFilter;
        this.json = json;
    }

    /** What a prompt gets to read, and what the answer's reader is told of it. */
    public record Found(String context, List<JsonNode> citations) {
        public static final Found NOTHING = new Found("", List.of());
    }

    /** What one dataset of the app has, by the app's settings. */
    public Found in(ChatTurn turn, UUID dataset, String query) {
        return query.isBlank() ? Found.NOTHING : found(turn, List.of(dataset), turn.question().inputs(), query);
    }

    public Found of(ChatTurn turn, Map<String, Object> inputs, String query) {
        DatasetConfigs config = turn.app().config().datasetConfigs();
        List<UUID> datasets = new ArrayList<>();
        config.datasetIds().forEach(id -> Ids.tryParse(id).ifPresent(datasets::add));
        String asked = questionOf(turn, config, inputs, query);
        return datasets.isEmpty() || asked.isBlank() ? Found.NOTHING : found(turn, datasets, inputs, asked);
    }

    private Found found(ChatTurn turn, List<UUID> datasets, Map<String, Object> inputs, String asked) {
        DatasetConfigs config = turn.app().config().datasetConfigs();
        EventLoops.aboutToWait();
        List<Passage> passages = retriever.retrieve(request(turn, config, datasets, inputs, asked));
        String context = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        return new Found(context, turn.app().config().features().retrieverResource() ? citations(passages) : List.of());
    }

    /** A completion app names the field of its form that holds the question. */
    private static String questionOf(ChatTurn turn, DatasetConfigs config, Map<String, Object> inputs, String query) {
        Object field = config.queryVariable().isEmpty() ? null : inputs.get(config.queryVariable());
        return turn.app().mode() == AppMode.COMPLETION && field != null ? field.toString() : query;
    }

    private RetrievalRequest request(ChatTurn turn, DatasetConfigs config, List<UUID> datasets, Map<String, Object> inputs,
            String query) {
        UUID tenantId = turn.app().tenantId();
        Payer payer = new Payer(tenantId, turn.app().id(), turn.message().sender().endUserId());
        Origin origin = origin(turn);
        JsonNode filter = config.metadataFilter().mode().equals(AUTOMATIC)
                ? automaticFilter.of(payer, datasets, filtering(turn, config), query)
                : filter(config, inputs);
        if (config.retrievalModel().equals(SINGLE)) {
            Optional<UUID> chosen = choice.of(payer, datasets, model(turn), query);
            if (chosen.isPresent()) {
                return new RetrievalRequest(tenantId, List.of(chosen.get()), query, null, filter, null, origin);
            }
        }
        return new RetrievalRequest(tenantId, datasets, query, null, filter, merging(config, datasets.size()), origin);
    }

    private static Origin origin(ChatTurn turn) {
        MessageRow.Sender sender = turn.message().sender();
        return sender.accountId() == null
                ? Origin.app(turn.app().id(), sender.endUserId())
                : new Origin("app", turn.app().id(), "account", sender.accountId());
    }

    private static ModelRef model(ChatTurn turn) { return new ModelRef(turn.message().provider(), turn.message().model()); }

    /** The model that reads the conditions: one of its own, or the one that answers. */
    private static ModelRef filtering(ChatTurn turn, DatasetConfigs config) {
        JsonNode own = config.metadataFilter().model();
        return own == null || own.path("provider").asText("").isEmpty() || own.path("name").asText("").isEmpty()
                ? model(turn)
                : new ModelRef(own.get("provider").asText(), own.get("name").asText());
    }

    private static Merging merging(DatasetConfigs config, int datasets) {
        Reranking reranking = config.reranking();
        boolean weighted = reranking.mode().equals(WEIGHTED);
        // A single dataset is in order already, unless a model is named to judge it.
        boolean judged = reranking.enabled() && !weighted && (datasets > 1 || !reranking.model().isEmpty());
        return new Merging(config.topK(), config.scoreThreshold(),
                new RetrievalModel.Reranking(judged, reranking.provider(), reranking.model()),
                weighted ? weights(reranking.weights()) : null);
    }

    private static Weights weights(JsonNode weights) {
        if (weights == null) {
            return null;
        }
        double semantic = weights.path("vector_setting").path("vector_weight")
                .asDouble(weights.path("semantic_weight").asDouble(0));
        double keyword = weights.path("keyword_setting").path("keyword_weight")
                .asDouble(weights.path("keyword_weight").asDouble(0));
        return semantic >= 0 && keyword >= 0 && semantic + keyword > 0 ? new Weights(semantic, keyword) : null;
    }

    /** The conditions, with the form's values in the places of their values. */
    private static JsonNode filter(DatasetConfigs config, Map<String, Object> inputs) {
        JsonNode conditions = config.metadataFilter().conditions();
        if (!config.metadataFilter().mode().equals(MANUAL) || conditions == null) {
            return null;
        }
        JsonNode filled = conditions.deepCopy();
        filled.path("conditions").forEach(condition -> {
            if (condition instanceof ObjectNode object && object.path("value").isTextual()) {
                object.put("value", PromptTemplate.fill(object.path("value").textValue(), inputs));
            }
        });
        return filled;
    }

    private List<JsonNode> citations(List<Passage> passages) {
        List<JsonNode> citations = new ArrayList<>();
        for (Passage passage : passages) {
            citations.add(json.valueToTree(Citation.of(citations.size() + 1, passage)));
        }
        return citations;
    }
}
