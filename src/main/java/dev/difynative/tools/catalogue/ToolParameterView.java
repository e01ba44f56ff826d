package dev.difynative.tools.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.tools.Tool;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A parameter of a tool as the console draws it; {@code form} says whether a model fills it in or the app's author. */
@RegisterForReflection(ignoreNested = false)
public record ToolParameterView(String name, LocalText label, LocalText placeholder, LocalText humanDescription, String type,
        String form, String llmDescription, boolean required, @JsonProperty("default") Object preset, Object min, Object max,
        List<Option> options) {
    private static final String BY_MODEL = "llm";

    public record Option(String value, LocalText label) {}

    /** Those of a tool's JSON Schema. */
    static List<ToolParameterView> of(Tool tool, Map<String, String> forms, ObjectMapper json) {
        JsonNode schema = json.valueToTree(tool.schema());
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<ToolParameterView> views = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> views.add(of(property.getKey(), property.getValue(),
                required.contains(property.getKey()), forms.getOrDefault(property.getKey(), BY_MODEL))));
        return views;
    }

    private static ToolParameterView of(String name, JsonNode schema, boolean required, String form) {
        LocalText label = LocalText.same(schema.path("title").asText(name));
        String description = schema.path("description").asText("");
        List<Option> options = new ArrayList<>();
        schema.path("enum").forEach(value -> options.add(new Option(value.asText(), LocalText.same(value.asText()))));
        return new ToolParameterView(name, label, null, LocalText.same(description), type(schema, options), form, description,
                required, plain(schema.get("default")), plain(schema.get("minimum")), plain(schema.get("maximum")), options);
    }

    private static String type(JsonNode schema, List<Option> options) {
        if (!options.isEmpty()) {
            return "select";
        }
        return switch (schema.path("type").asText("string")) {
            case "integer", "number" -> "number";
            case "boolean" -> "boolean";
            case "object" -> "object";
            case "array" -> "array";
            default -> "string";
        };
    }

    private static Object plain(JsonNode value) {
        return value == null || value.isNull()
                ? null
                : value.isTextual() ? value.textValue() : value.isValueNode() ? value : value.toString();
    }
}
