package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ReplyCollector;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Lets a model say which class a text belongs to; the run goes on by the class. */
@Singleton
class QuestionClassifierNode implements NodeExecutor<QuestionClassifierNode.Config> {
    private static final String INSTRUCTION = """
            You sort texts into categories. Choose the one category of the list that fits the text best. Answer with a JSON object \
            {"category_id": "...", "category_name": "..."} taken from the list, and with nothing else.
            """;
    private final ModelCalls models;
    private final PromptParts parts;
    private final ObjectMapper json;

    record Config(Selector query, ModelChoice model, List<Category> categories, TextTemplate instruction,
            PromptParts.Memory memory,
            PromptParts.Vision vision) {}

    record Category(String id, TextTemplate name, String label) {}

    QuestionClassifierNode(ModelCalls models, PromptParts parts, ObjectMapper json) {
        this.models = models;
        this.parts = parts;
        this.json = json;
    }

    @Override
    public String type() { return "question-classifier"; }

    @Override
    public Config configure(NodeData data) {
        List<Category> categories = data.objects("classes").stream()
                .map(each -> new Category(each.required("id"), each.template("name"), each.text("label", ""))).toList();
        if (categories.isEmpty()) {
            throw data.fault("classes", "required", "is required");
        }
        String instruction = data.has("instruction") ? data.text("instruction", "") : data.text("instructions", "");
        return new Config(data.requiredSelector("query_variable_selector"), ModelChoice.read(data), categories,
                TextTemplate.parse(instruction), PromptParts.Memory.read(data), PromptParts.Vision.read(data));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        String query = context.read(config.query()).map(Value::text).orElse("");
        ReplyCollector.Collected answer = models.ask(context, config.model(), messages(config, context, query), List.of(),
                ModelCalls.Listener.NONE);
        Category chosen = chosen(config, context, answer.reply().text());
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("class_name", Value.of(context.render(chosen.name())));
        outputs.put("class_id", Value.of(chosen.id()));
        outputs.put("class_label", Value.of(chosen.label()));
        outputs.put("usage", Value.of((JsonNode) json.valueToTree(answer.usage())));
        return NodeResult.succeeded(outputs).withHandle(chosen.id()).withInputs(Map.of("query", Value.of(query)))
                .withProcessData(Map.of("text", Value.of(answer.reply().text()), "model_name", Value.of(config.model().name())))
                .withSpending(Spending.of(config.model().provider(), config.model().name(), answer.usage()));
    }

    private List<ChatMessage> messages(Config config, NodeContext context, String query) throws InterruptedException {
        ArrayNode list = json.createArrayNode();
        for (Category category : config.categories()) {
            list.addObject().put("category_id", category.id()).put("category_name", context.render(category.name()));
        }
        String instruction = context.render(config.instruction());
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(ChatMessage.system(INSTRUCTION + "\nCategories: " + list
                + (instruction.isBlank() ? "" : "\n\nFurther instructions:\n" + instruction)));
        if (config.memory().present()) {
            messages.addAll(context.history(config.memory().rounds()));
        }
        List<ContentPart> question = new ArrayList<>();
        question.add(new ContentPart.Text("Text:\n" + query));
        question.addAll(parts.sight(context, config.model(), config.vision()).files());
        messages.add(ChatMessage.user(question));
        return messages;
    }

    /** By id, else by name; an answer that names none means the first class. */
    private static Category chosen(Config config, NodeContext context, String answer) {
        String text = answer.replaceAll("(?s)<think[^>]*>.*?</think>", "");
        Optional<JsonNode> said = LooseJson.find(text, false);
        String id = said.map(node -> node.path("category_id").asText("")).orElse("");
        String name = said.map(node -> node.path("category_name").asText("")).orElse(text).strip();
        return config.categories().stream().filter(category -> category.id().equals(id)).findFirst()
                .or(() -> config.categories().stream()
                        .filter(category -> context.render(category.name()).strip().equalsIgnoreCase(name)).findFirst())
                .orElse(config.categories().getFirst());
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("class_name", ValueType.STRING, "class_id", ValueType.STRING, "class_label", ValueType.STRING, "usage",
                ValueType.OBJECT);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) { return config.vision().typedInputs(); }
}
