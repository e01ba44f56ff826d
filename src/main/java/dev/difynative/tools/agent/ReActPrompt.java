package dev.difynative.tools.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.difynative.tools.agent.AgentTask.OfferedTool;

/** How a model that cannot call functions writes down what it wants done, and how that is read. */
final class ReActPrompt {
    private static final String FINAL = "Final Answer";
    private static final Pattern FINAL_LINE = Pattern.compile("(?is)final\\s*answer\\s*:\\s*(.*)$");
    private static final Pattern THOUGHT = Pattern.compile("(?is)^\\s*thought\\s*:\\s*");
    private static final Pattern ACTION = Pattern.compile("(?is)\\baction\\s*:\\s*(```\\w*\\s*)?$");
    private static final String INSTRUCTION = """
            Answer the question as well as you can. You can use these tools:

            %s

            Work in steps. In each step write exactly this, with one action, as one JSON object:

            Thought: what you think about what to do
            Action: {"action": "the tool's name", "action_input": {the arguments}}

            Then stop. You are told the result as an observation, and go on with the next step. When you know the answer, write:

            Thought: I know the answer
            Action: {"action": "Final Answer", "action_input": "the answer"}
            """;

    private ReActPrompt() {}

    /** What a model said: an action with its arguments, or else an answer. */
    record Said(Optional<String> action, Map<String, Object> arguments, String answer, String thought) {}

    static String instruction(List<OfferedTool> tools, ObjectMapper json) {
        ArrayNode list = json.createArrayNode();
        for (OfferedTool tool : tools) {
            list.addObject().put("name", tool.name()).put("description", tool.description())
                    .set("parameters", json.valueToTree(openSchema(tool)));
        }
        return INSTRUCTION.formatted(list.toString());
    }

    /** The tool's schema without the arguments that are fixed. */
    static Map<String, Object> openSchema(OfferedTool tool) {
        Map<String, Object> schema = new LinkedHashMap<>(tool.tool().schema());
        if (schema.get("properties") instanceof Map<?, ?> all && !tool.fixed().isEmpty()) {
            Map<Object, Object> open = new LinkedHashMap<>(all);
            tool.fixed().keySet().forEach(open::remove);
            schema.put("properties", open);
            if (schema.get("required") instanceof List<?> required) {
                schema.put("required",
                        required.stream().filter(name -> !tool.fixed().containsKey(String.valueOf(name))).toList());
            }
        }
        return schema;
    }

    static Said read(String text, ObjectMapper json) {
        String said = text.replaceAll("(?s)<think[^>]*>.*?</think>", "");
        for (int at = said.indexOf('{'); at >= 0; at = said.indexOf('{', at + 1)) {
            Optional<JsonNode> found = object(said.substring(at), json).filter(node -> node.hasNonNull("action"));
            if (found.isPresent()) {
                return of(found.get(), thought(said.substring(0, at)), json);
            }
        }
        Matcher last = FINAL_LINE.matcher(said);
        String answer = last.find() ? last.group(1) : THOUGHT.matcher(said).replaceFirst("");
        return new Said(Optional.empty(), Map.of(), answer.strip(), answer.strip());
    }

    /** What a model thought before it wrote down an action. */
    private static String thought(String before) {
        return ACTION.matcher(THOUGHT.matcher(before).replaceFirst("")).replaceFirst("").strip();
    }

    private static Said of(JsonNode found, String thought, ObjectMapper json) {
        String action = found.get("action").asText().strip();
        JsonNode input = found.path("action_input");
        if (action.equalsIgnoreCase(FINAL)) {
            return new Said(Optional.empty(), Map.of(), input.isContainerNode() ? input.toString() : input.asText(""), thought);
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        JsonNode object = input.isTextual() ? object(input.textValue(), json).orElse(input) : input;
        object.properties().forEach(field -> arguments.put(field.getKey(), json.convertValue(field.getValue(), Object.class)));
        return new Said(Optional.of(action), arguments, "", thought);
    }

    private static Optional<JsonNode> object(String text, ObjectMapper json) {
        try {
            return Optional.ofNullable(json.readerFor(JsonNode.class)
                    .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .<JsonNode>readValue(text))
                    .filter(JsonNode::isObject);
        } catch (JsonProcessingException notHere) {
            return Optional.empty();
        }
    }
}
