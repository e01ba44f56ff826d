package dev.difynative.workflow.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.graph.FaultHandling.Preset;
import dev.difynative.workflow.value.Value;

/** The declared outputs of a node that has failed; the editor saves all of them as text, whatever their type. */
final class Presets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Presets() {}

    static Map<String, Value> values(List<Preset> presets) {
        Map<String, Value> values = new LinkedHashMap<>();
        presets.forEach(preset -> values.put(preset.key(), value(preset)));
        return values;
    }

    private static Value value(Preset preset) {
        JsonNode given = preset.value();
        if (preset.type().equals("string") || preset.type().isEmpty() || !given.isTextual()) {
            return preset.type().equals("string") && !given.isTextual() ? Value.of(Value.of(given).text()) : Value.of(given);
        }
        try {
            return Value.of(JSON.readTree(given.textValue()));
        } catch (JsonProcessingException noJson) {
            return Value.of(given);
        }
    }
}
