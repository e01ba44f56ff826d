package dev.difynative.workflow.check;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.WorkflowContent;
import dev.difynative.workflow.value.ValueType;

/** The variables that belong to no node, each with its type: those of the environment and of the conversation. */
record Scopes(Map<String, ValueType> environment, Map<String, ValueType> conversation) {

    static Scopes of(WorkflowContent content) {
        return new Scopes(types(content.environmentVariables()), types(content.conversationVariables()));
    }

    private static Map<String, ValueType> types(JsonNode variables) {
        Map<String, ValueType> types = new HashMap<>();
        for (JsonNode variable : variables) {
            types.put(variable.path("name").asText(),
                    ValueType.find(variable.path("value_type").asText("string")).orElse(ValueType.ANY));
        }
        return types;
    }
}
