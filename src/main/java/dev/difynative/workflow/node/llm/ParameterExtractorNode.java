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
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ReplyCollector;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

/**
 * Lets a model take values out of a text: by a function call, or by writing JSON where that is wanted or the model knows no
 * functions.
 */
@Singleton
class ParameterExtractorNode implements NodeExecutor<ParameterExtractorNode.Config> {
    private static final String FUNCTION = "extract_parameters";
    private static final String SUCCESS = "__is_success";
    private static final String REASON = "__reason";
    private static final String USAGE = "__usage";
    private static final String BY_CALL = """
            You extract structured values from texts. Call the function '%s' once, with the values that the text gives. Leave out \
            what the text does not say; never make up a value.
            """.formatted(FUNCTION);
    private static final String BY_JSON = """
            You extract structured values from texts. Answer with one JSON object and nothing else. Leave out what the text does \
            not say; never make up a value. The object must be valid against this JSON Schema:
            """;

    private final ModelCalls models;
    private final PromptParts parts;
    private final ObjectMapper json;

    record Config(ModelChoice model, Selector query, List<ExtractedParameter> parameters, TextTemplate instruction,
            boolean byCall,
            PromptParts.Memory memory, PromptParts.Vision vision) {}

    ParameterExtractorNode(ModelCalls models, PromptParts parts, ObjectMapper json) {
        this.models = models;
        this.parts = parts;
        this.json = json;
    }

    @Override
    public String type() { return "parameter-extractor"; }

    @Override
    public Config configure(NodeData data) {
        List<ExtractedParameter> parameters = data.objects("parameters").stream().map(ExtractedParameter::read).toList();
        return new Config(ModelChoice.read(data), data.requiredSelector("query"), parameters, data.template("instruction"),
                data.word("reasoning_mode", "function_call", List.of("function_call", "prompt")).equals("function_call"),
                PromptParts.Memory.read(data), PromptParts.Vision.read(data));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        String query = context.read(config.query()).map(Value::text).orElse("");
        ObjectNode schema = schema(config.parameters());
        boolean byCall = config.byCall() && models.callsFunctions(context, config.model());
        List<ToolSpec> tools = byCall
                ? List.of(new ToolSpec(FUNCTION, "Takes the values found in the text", PlainValues.of(Values.fields(schema))))
                : List.of();
        ReplyCollector.Collected answer = models.ask(context, config.model(), messages(config, context, query, schema, byCall),
                tools,
                ModelCalls.Listener.NONE);
        Optional<JsonNode> found = found(answer);
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (ExtractedParameter parameter : config.parameters()) {
            JsonNode given = found.map(node -> node.path(parameter.name())).orElse(null);
            outputs.put(parameter.name(), parameter.read(given, faults));
        }
        String reason = found.isEmpty() ? "The model's answer contains no values" : String.join("; ", faults);
        outputs.put(SUCCESS, Value.of(reason.isEmpty() ? 1 : 0));
        outputs.put(REASON, reason.isEmpty() ? Value.NOTHING : Value.of(reason));
        outputs.put(USAGE, Value.of((JsonNode) json.valueToTree(answer.usage())));
        return NodeResult.succeeded(outputs).withInputs(Map.of("query", Value.of(query)))
                .withProcessData(Map.of("llm_text", Value.of(answer.reply().text()), "tool_call", Value.of(calls(answer))))
                .withSpending(Spending.of(config.model().provider(), config.model().name(), answer.usage()));
    }

    private static String calls(ReplyCollector.Collected answer) {
        return answer.reply().toolCalls().isEmpty() ? "" : answer.reply().toolCalls().getFirst().arguments();
    }

    private static Optional<JsonNode> found(ReplyCollector.Collected answer) {
        String text = answer.reply().text().replaceAll("(?s)<think[^>]*>.*?</think>", "");
        return LooseJson.find(calls(answer), false).or(() -> LooseJson.find(text, false));
    }

    private ObjectNode schema(List<ExtractedParameter> parameters) {
        ObjectNode schema = json.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (ExtractedParameter parameter : parameters) {
            properties.set(parameter.name(), parameter.schema(json));
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        return schema;
    }

    private List<ChatMessage> messages(Config config, NodeContext context, String query, ObjectNode schema, boolean byCall)
            throws InterruptedException {
        String instruction = context.render(config.instruction());
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(ChatMessage.system((byCall ? BY_CALL : BY_JSON + schema)
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

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.parameters().forEach(parameter -> outputs.put(parameter.name(), parameter.type()));
        outputs.put(SUCCESS, ValueType.NUMBER);
        outputs.put(REASON, ValueType.STRING);
        outputs.put(USAGE, ValueType.OBJECT);
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) { return config.vision().typedInputs(); }
}
