package dev.difynative.models.provider.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ToolCall;

/** Joins the pieces in which tool calls arrive. A piece names its call by index; where it does not, a new id starts a call. */
final class ToolCallParts {
    private final Map<Integer, Part> parts = new LinkedHashMap<>();
    private int last = -1;

    private static final class Part {
        String id;
        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
    }

    void add(JsonNode piece) {
        String id = piece.path("id").asText("");
        int index = piece.path("index").isInt() ? piece.path("index").intValue() : !id.isEmpty() || last < 0 ? last + 1 : last;
        last = index;
        Part part = parts.computeIfAbsent(index, unused -> new Part());
        if (!id.isEmpty()) {
            part.id = id;
        }
        JsonNode function = piece.path("function");
        part.name.append(function.path("name").asText(""));
        JsonNode arguments = function.path("arguments");
        part.arguments.append(arguments.isTextual() ? arguments.textValue() : arguments.isObject() ? arguments.toString() : "");
    }

    List<ToolCall> joined() {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<ToolCall> calls = new ArrayList<>();
        parts.forEach((index, part) -> calls.add(new ToolCall(part.id == null ? "call_" + index : part.id, part.name.toString(),
                part.arguments.isEmpty() ? "{}" : part.arguments.toString())));
        return calls;
    }
}
