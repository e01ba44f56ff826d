package dev.difynative.workflow.node.llm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Values;

/** The model that a node asks, with its parameters. */
record ModelChoice(String provider, String name, String mode, Map<String, Object> parameters, List<String> stop) {

    static ModelChoice read(NodeData data) {
        NodeData model = data.object("model");
        JsonNode given = model.raw("completion_params");
        Map<String, Object> parameters = new HashMap<>(given.isObject() ? PlainValues.of(Values.fields(given)) : Map.of());
        List<String> stop = parameters.remove("stop") instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
        return new ModelChoice(model.required("provider"), model.required("name"), model.text("mode", "chat"), parameters, stop);
    }
}
