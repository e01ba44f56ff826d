package dev.difynative.workflow.node.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.json.JsonShape;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.llm.LooseJson;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

/** The outputs that an agent node declares besides those of all agents: the fields of the object that its answer then is. */
record AgentOutputs(JsonNode schema) {
    private static final String FAULT = "OutputParserError";
    private static final Set<String> OF_ALL_AGENTS = Set.of("text", "files", "json", "usage");
    private static final String INSTRUCTION = """


            Let your final answer be one JSON object and nothing else: no explanation, no code block. The object must be valid \
            against this JSON Schema:
            """;

    private boolean isNone() { return schema.path("properties").isEmpty(); }

    /** What is added to the instruction of the agent. */
    String instruction() { return isNone() ? "" : INSTRUCTION + schema; }

    /** The declared outputs as the answer says them; one that it leaves out is nothing. */
    Map<String, Value> read(String answer) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        if (isNone()) {
            return outputs;
        }
        JsonNode found = LooseJson.find(answer.replaceAll("(?s)<think[^>]*>.*?</think>", ""), false)
                .orElseThrow(() -> new NodeFailure(FAULT, "The agent's answer contains no JSON object"));
        JsonShape.fault(PlainValues.of(Values.fields(schema)), PlainValues.of(Values.fields(found))).ifPresent(fault -> {
            throw new NodeFailure(FAULT, "The agent's answer does not match the output schema: " + fault);
        });
        types().keySet().forEach(name -> outputs.put(name, Value.of(found.path(name))));
        return outputs;
    }

    Map<String, ValueType> types() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        schema.path("properties").properties().stream().filter(property -> !OF_ALL_AGENTS.contains(property.getKey()))
                .forEach(property -> types.put(property.getKey(), type(property.getValue())));
        return types;
    }

    private static ValueType type(JsonNode declared) {
        String type = declared.path("type").asText();
        String item = declared.path("items").path("type").asText();
        return type.equals("array")
                ? ValueType.find("array[" + (item.equals("integer") ? "number" : item) + "]").orElse(ValueType.ARRAY_ANY)
                : ValueType.find(type).orElse(ValueType.ANY);
    }
}
