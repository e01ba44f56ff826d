package dev.difynative.tools.mcp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** A tool of a server of the Model Context Protocol; {@code described} is how the server describes it. */
record McpTool(Supplier<McpServerAddress> server, JsonNode described, McpClient client, ObjectMapper json) implements Tool {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    @Override
    public String name() { return described.path("name").asText(); }

    @Override
    public String label() { return described.path("title").asText(name()); }

    @Override
    public String description() { return described.path("description").asText(""); }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = described.path("inputSchema").isObject()
                ? new LinkedHashMap<>(json.convertValue(described.get("inputSchema"), OBJECT))
                : new LinkedHashMap<>();
        schema.putIfAbsent("type", "object");
        schema.putIfAbsent("properties", Map.of());
        return schema;
    }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) throws InterruptedException {
        Map<String, Object> given = new LinkedHashMap<>(arguments);
        // A field of a form that was left empty is no argument.
        given.values().removeIf(value -> value == null || "".equals(value));
        try {
            return result(client.call(server.get(), name(), typed(given), scope.onCancel()));
        } catch (McpFault refused) {
            throw new ToolFailure(refused.getMessage());
        }
    }

    /** Templates give texts where the server may want numbers or flags. */
    private Map<String, Object> typed(Map<String, Object> given) {
        given.replaceAll((name, value) -> value instanceof String text
                ? typed(text, described.at("/inputSchema/properties").path(name).path("type").asText("string"))
                : value);
        return given;
    }

    private Object typed(String text, String type) {
        return switch (type) {
            case "integer", "number", "boolean", "object", "array" -> read(text);
            default -> text;
        };
    }

    private Object read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException plain) {
            return text;
        }
    }

    private ToolResult result(JsonNode answer) { return result(name(), answer); }

    static ToolResult result(String tool, JsonNode answer) {
        StringBuilder text = new StringBuilder();
        List<JsonNode> found = new ArrayList<>();
        List<ToolResult.ToolFile> files = new ArrayList<>();
        for (JsonNode part : answer.path("content")) {
            JsonNode resource = part.path("resource");
            switch (part.path("type").asText()) {
                case "text" -> line(text, part.path("text").asText(""));
                case "image", "audio" ->
                    files.add(file(tool, part.path("data").asText(""), part.path("mimeType").asText(""), files.size()));
                case "resource" -> {
                    if (resource.hasNonNull("blob")) {
                        files.add(file(tool, resource.get("blob").asText(), resource.path("mimeType").asText(""), files.size()));
                    } else {
                        line(text, resource.path("text").asText(""));
                    }
                }
                case "resource_link" -> line(text, part.path("uri").asText(""));
                default -> line(text, part.toString());
            }
        }
        if (answer.path("isError").asBoolean(false)) {
            throw new ToolFailure(text.isEmpty() ? "The tool failed and does not say why" : text.toString());
        }
        if (answer.path("structuredContent").isObject()) {
            found.add(answer.get("structuredContent"));
        }
        return new ToolResult(text.toString(), found, files, Map.of());
    }

    private static void line(StringBuilder text, String more) { text.append(text.isEmpty() ? "" : "\n").append(more); }

    private static ToolResult.ToolFile file(String tool, String base64, String mimeType, int number) {
        String media = mimeType.isBlank() ? "application/octet-stream" : mimeType;
        String extension = media.substring(media.indexOf('/') + 1).replaceAll("[^a-z0-9].*", "");
        try {
            return new ToolResult.ToolFile("%s-%d.%s".formatted(tool, number + 1, extension), media,
                    Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            throw new ToolFailure("The server's file is no base64");
        }
    }
}
