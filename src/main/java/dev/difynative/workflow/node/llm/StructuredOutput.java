package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.StructuredMode;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Values;

/** Asks for an object of a JSON Schema in the way that the model understands best, and reads it from the answer. */
record StructuredOutput(StructuredMode mode, JsonNode schema) {
    private static final String FUNCTION = "structured_output";
    private static final String BY_CALL = "Call the function '" + FUNCTION + "' once with your answer, and write nothing else.";
    private static final String INSTRUCTION = """
            Answer with one JSON object and nothing else: no explanation, no code block. The object must be valid against this \
            JSON Schema:
            """;

    static StructuredOutput of(ModelChoice model, JsonNode schema) {
        // An author who has chosen a format of his own knows why.
        boolean own = model.parameters().get("response_format") instanceof String format && !format.isEmpty();
        return new StructuredOutput(own ? StructuredMode.WORDS : StructuredMode.of(model.provider(), model.name()), schema);
    }

    /** The model with the parameters that make it answer so. */
    ModelChoice asked(ModelChoice model) {
        Map<String, Object> parameters = new HashMap<>(model.parameters());
        switch (mode) {
            case SCHEMA -> {
                parameters.put("response_format", "json_schema");
                parameters.put("json_schema", Map.of("name", "llm_response", "schema", plain()));
            }
            case OBJECT -> parameters.put("response_format", "json_object");
            case CALL, WORDS -> {
            }
        }
        return new ModelChoice(model.provider(), model.name(), model.mode(), parameters, model.stop());
    }

    List<ToolSpec> tools() {
        return mode == StructuredMode.CALL
                ? List.of(new ToolSpec(FUNCTION, "Takes the answer", plain()))
                : List.of();
    }

    private Map<String, Object> plain() { return PlainValues.of(Values.fields(schema)); }

    List<ChatMessage> asking(List<ChatMessage> messages) {
        if (mode == StructuredMode.SCHEMA) {
            return messages;
        }
        List<ChatMessage> asking = new ArrayList<>(messages);
        String instruction = mode == StructuredMode.CALL ? BY_CALL : INSTRUCTION + schema;
        if (!asking.isEmpty() && asking.getFirst().role() == ChatMessage.Role.SYSTEM) {
            asking.set(0, ChatMessage.system(asking.getFirst().text() + "\n\n" + instruction));
        } else {
            asking.addFirst(ChatMessage.system(instruction));
        }
        return asking;
    }

    /** The object as the model has written it: in a call, else in its text. */
    static String written(String text, ChatReply reply) {
        return reply.toolCalls().isEmpty() ? text : reply.toolCalls().getFirst().arguments();
    }

    JsonNode read(String text) {
        String answer = text.replaceAll("(?s)<think[^>]*>.*?</think>", "");
        JsonNode found = LooseJson.find(answer, false).filter(JsonNode::isObject)
                .orElseThrow(() -> new NodeFailure("OutputParserError", "The model's answer contains no JSON object"));
        for (JsonNode required : schema.path("required")) {
            if (!found.has(required.asText())) {
                throw new NodeFailure("OutputParserError", "The model's answer has no '%s'".formatted(required.asText()));
            }
        }
        return found;
    }
}
