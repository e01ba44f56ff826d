package dev.difynative.workflow.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.graph.FaultHandling.Preset;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** The declared outputs of a node that has failed; the editor saves all of them as text, whatever their type. */
public final class Presets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Presets() {}

    static Map<String, Value> values(List<Preset> presets) {
        Map<String, Value> values = new LinkedHashMap<>();
        presets.forEach(preset -> values.put(preset.key(), value(preset)));
        return values;
    }

    /** Whether it is, or can be read as, what its type says; an empty text is nothing, and fits all. */
    public static boolean fits(Preset preset) {
        ValueType type = ValueType.find(preset.type()).orElse(ValueType.ANY);
        Value value = value(preset);
        boolean blank = value instanceof Value.Text(String text) && text.isBlank();
        return value.isNothing() || blank || switch (type) {
            case STRING, NONE, ANY -> true;
            case ARRAY_ANY, ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN, ARRAY_OBJECT, ARRAY_FILE ->
                value instanceof Value.Array(List<Value> items)
                        && (type == ValueType.ARRAY_ANY || items.stream().allMatch(item -> item.type() == type.item()));
            default -> value.type() == type;
        };
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
