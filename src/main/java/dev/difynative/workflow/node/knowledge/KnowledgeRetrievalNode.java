package dev.difynative.workflow.node.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.chat.retrieval.DatasetChoice;
import dev.difynative.chat.retrieval.FilterFromQuestion;
import dev.difynative.knowledge.retrieval.Passage;
import dev.difynative.knowledge.retrieval.RetrievalRequest;
import dev.difynative.knowledge.retrieval.Retriever;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.models.ModelRef;
import dev.difynative.models.Payer;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Finds passages of datasets that belong to a question. */
@Singleton
class KnowledgeRetrievalNode implements NodeExecutor<KnowledgeRetrievalNode.Config> {
    private static final int PRESET_TOP_K = 4;
    private static final String TEXT_ALONE = "Datasets are searched by text alone; %d attached file(s) were not searched with.";

    private final Search search;
    private final Chooser chooser;
    private final Reader reader;
    private final ObjectMapper json;

    /** What finds passages. */
    @FunctionalInterface
    interface Search {
        List<Passage> retrieve(RetrievalRequest request);
    }

    /** Lets a model choose the one dataset that is searched; empty when it cannot. */
    @FunctionalInterface
    interface Chooser {
        Optional<UUID> choose(Payer payer, List<UUID> datasets, ModelRef model, String query);
    }

    /** Lets a model read conditions on metadata out of a question; null when it sets none. */
    @FunctionalInterface
    interface Reader {
        JsonNode read(Payer payer, Collection<UUID> datasets, ModelRef model, String query);
    }

    /**
     * How the node is configured.
     *
     * @param attachments
     *            files to search with, which no dataset here can answer; or null
     * @param chooser
     *            the model that chooses one dataset, or null when all are searched
     * @param filter
     *            which documents count
     */
    record Config(Selector query, Selector attachments, List<UUID> datasets, RetrievalRequest.Merging merging, ModelRef chooser,
            Filter filter) {}

    /**
     * Conditions of the author, or the model that reads them out of the question; both are null when all documents count.
     *
     * @param conditions
     *            {@code {logical_operator, conditions}} with places of variables in the values
     */
    record Filter(JsonNode conditions, ModelRef reader) {
        static final Filter NONE = new Filter(null, null);
    }

    @Inject
    KnowledgeRetrievalNode(Retriever retriever, DatasetChoice choice, FilterFromQuestion filters, ObjectMapper json) {
        this((Search) retriever::retrieve, choice::of, filters::of, json);
    }

    KnowledgeRetrievalNode(Search search, Chooser chooser, Reader reader, ObjectMapper json) {
        this.search = search;
        this.chooser = chooser;
        this.reader = reader;
        this.json = json;
    }

    @Override
    public String type() { return "knowledge-retrieval"; }

    @Override
    public Config configure(NodeData data) {
        // Ids that another workspace has sealed lead nowhere.
        List<UUID> datasets = data.texts("dataset_ids").stream().map(Ids::tryParse).flatMap(Optional::stream).toList();
        NodeData multiple = data.object("multiple_retrieval_config");
        NodeData model = multiple.object("reranking_model");
        boolean weighted = multiple.text("reranking_mode", "").equals("weighted_score");
        RetrievalModel.Reranking reranking = !weighted && multiple.flag("reranking_enable", !model.json().isEmpty())
                ? new RetrievalModel.Reranking(true, model.text("provider", model.text("reranking_provider_name", "")),
                        model.text("model", model.text("reranking_model_name", "")))
                : RetrievalModel.Reranking.NONE;
        NodeData weights = multiple.object("weights");
        RetrievalModel.Weights weighing = weighted && !weights.json().isMissingNode()
                ? new RetrievalModel.Weights(
                        weights.object("vector_setting").number("vector_weight").map(Number::doubleValue).orElse(0.7),
                        weights.object("keyword_setting").number("keyword_weight").map(Number::doubleValue).orElse(0.3))
                : null;
        Double threshold = multiple.number("score_threshold").map(Number::doubleValue).filter(score -> score > 0).orElse(null);
        RetrievalRequest.Merging merging = new RetrievalRequest.Merging(
                multiple.integer("top_k", PRESET_TOP_K, 1, RetrievalModel.MAX_TOP_K),
                threshold, reranking, weighing);
        boolean single = data.word("retrieval_mode", "multiple", List.of("single", "multiple", "oneWay", "multiWay"))
                .matches("single|oneWay");
        return new Config(data.selector("query_variable_selector").orElse(null),
                data.selector("query_attachment_selector").orElse(null), datasets, merging,
                single ? model(data.object("single_retrieval_config").object("model")) : null, filter(data));
    }

    private static Filter filter(NodeData data) {
        return switch (data.word("metadata_filtering_mode", "disabled", List.of("disabled", "manual", "automatic"))) {
            case "manual" -> data.raw("metadata_filtering_conditions").path("conditions").isEmpty()
                    ? Filter.NONE
                    : new Filter(data.raw("metadata_filtering_conditions"), null);
            case "automatic" -> new Filter(null, model(data.object("metadata_model_config")));
            default -> Filter.NONE;
        };
    }

    private static ModelRef model(NodeData data) { return new ModelRef(data.required("provider"), data.required("name")); }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        String query = Optional.ofNullable(config.query()).flatMap(context::read).map(Value::text).orElse("");
        List<Value> attachments = attachments(config, context);
        Map<String, Value> inputs = new LinkedHashMap<>(Map.of("query", Value.of(query)));
        Map<String, Value> process = new LinkedHashMap<>();
        if (!attachments.isEmpty()) {
            inputs.put("attachments", Value.of(attachments));
            process.put("warning", Value.of(TEXT_ALONE.formatted(attachments.size())));
            if (query.isBlank()) {
                return NodeResult.failed("UnsupportedQuery", TEXT_ALONE.formatted(attachments.size())
                        + " The node was given no text to search with").withInputs(inputs);
            }
        }
        List<Passage> passages = query.isBlank() ? List.of() : search.retrieve(request(config, context, query));
        List<Value> result = new ArrayList<>();
        for (Passage passage : passages) {
            result.add(Value.of((JsonNode) shown(passage, result.size() + 1)));
        }
        return NodeResult.succeeded(Map.of("result", Value.of(result))).withInputs(inputs).withProcessData(process);
    }

    private static List<Value> attachments(Config config, NodeContext context) {
        return Optional.ofNullable(config.attachments()).flatMap(context::read).map(Value::asItems).orElse(List.of()).stream()
                .filter(Value.FileRef.class::isInstance).toList();
    }

    private RetrievalRequest request(Config config, NodeContext context, String query) {
        RunScope run = context.run();
        Payer payer = new Payer(run.tenantId(), run.appId(), run.endUserId());
        ModelRef model = config.filter().reader();
        JsonNode filters = model == null
                ? conditions(config.filter().conditions(), context)
                : reader.read(payer, config.datasets(), model, query);
        Optional<UUID> chosen = config.chooser() == null
                ? Optional.empty()
                : chooser.choose(payer, config.datasets(), config.chooser(), query);
        // The chosen dataset is searched as it is set up itself.
        return new RetrievalRequest(run.tenantId(), chosen.map(List::of).orElse(config.datasets()), query, null, filters,
                chosen.isPresent() ? null : config.merging(), origin(run));
    }

    private static RetrievalRequest.Origin origin(RunScope run) {
        return run.endUserId() != null
                ? RetrievalRequest.Origin.app(run.appId(), run.endUserId())
                : new RetrievalRequest.Origin("app", run.appId(), "account", run.accountId());
    }

    private JsonNode conditions(JsonNode written, NodeContext context) {
        if (written == null) {
            return null;
        }
        ObjectNode filled = json.createObjectNode().put("logical_operator", written.path("logical_operator").asText("and"));
        ArrayNode conditions = filled.putArray("conditions");
        for (JsonNode condition : written.path("conditions")) {
            ObjectNode each = conditions.addObject();
            condition.properties().forEach(field -> each.set(field.getKey(), field.getValue()));
            if (condition.path("value").isTextual()) {
                each.put("value", context.render(TextTemplate.parse(condition.get("value").textValue())));
            }
        }
        return filled;
    }

    private ObjectNode shown(Passage passage, int position) {
        Passage.Segment segment = passage.segment();
        ObjectNode shown = json.createObjectNode();
        shown.put("title", passage.document().name());
        shown.put("content", passage.text());
        shown.putArray("files");
        shown.putNull("summary");
        ObjectNode metadata = shown.putObject("metadata").put("_source", "knowledge");
        metadata.put("dataset_id", text(passage.dataset().id())).put("dataset_name", passage.dataset().name());
        metadata.put("document_id", text(passage.document().id())).put("document_name", passage.document().name());
        metadata.put("data_source_type", passage.document().dataSourceType()).put("segment_id", text(segment.id()));
        metadata.put("retriever_from", "workflow").put("score", passage.score());
        ArrayNode children = metadata.putArray("child_chunks");
        passage.children().forEach(child -> children.addObject().put("id", text(child.id())).put("content", child.content())
                .put("position", child.position()).put("score", child.score()));
        metadata.put("segment_hit_count", segment.hitCount()).put("segment_word_count", segment.wordCount());
        metadata.put("segment_position", segment.position()).put("segment_index_node_hash", segment.hash());
        metadata.put("page", segment.place().page()).put("start_offset", segment.place().start())
                .put("end_offset", segment.place().end());
        metadata.set("doc_metadata", json.valueToTree(passage.document().metadata()));
        metadata.put("position", position);
        return shown;
    }

    private static String text(UUID id) { return id == null ? null : id.toString(); }

    @Override
    public Map<String, ValueType> outputs(Config config) { return Map.of("result", ValueType.ARRAY_OBJECT); }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) {
        return config.attachments() == null
                ? List.of()
                : List.of(new TypedInput("query_attachment_selector", config.attachments(), ValueType.ARRAY_FILE));
    }
}
