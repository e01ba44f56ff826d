package dev.difynative.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a tool gave back.
 *
 * @param variables
 *            further outputs by name
 */
public record ToolResult(String text, List<JsonNode> json, List<ToolFile> files, Map<String, JsonNode> variables) {

    /** A file that a tool made. */
    public record ToolFile(String name, String mimeType, byte[] bytes) {}

    public static ToolResult of(String text) { return new ToolResult(text, List.of(), List.of(), Map.of()); }

    public static ToolResult of(String text, JsonNode json) { return new ToolResult(text, List.of(json), List.of(), Map.of()); }

    /** What a model is told; JSON that is the text already is not said twice, however the text is laid out. */
    public String observation(ObjectMapper reader) {
        StringBuilder told = new StringBuilder(text);
        Optional<JsonNode> said = json.isEmpty() ? Optional.empty() : read(reader);
        for (JsonNode each : json) {
            if (said.filter(each::equals).isEmpty()) {
                told.append(told.isEmpty() ? "" : "\n").append(each);
            }
        }
        files.forEach(file -> told.append(told.isEmpty() ? "" : "\n").append("A file has been made: ").append(file.name()));
        return told.toString();
    }

    private Optional<JsonNode> read(ObjectMapper reader) {
        try {
            return Optional.ofNullable(reader.readTree(text));
        } catch (JsonProcessingException words) {
            return Optional.empty();
        }
    }
}
