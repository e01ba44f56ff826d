package dev.difynative.tools.catalogue;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.tools.Tool;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A tool as the console shows it. */
@RegisterForReflection
public record ToolView(String author, String name, LocalText label, LocalText description, List<ToolParameterView> parameters,
        List<String> labels, Map<String, Object> outputSchema) {

    public static ToolView of(Tool tool, String author, List<String> labels, ObjectMapper json) {
        return of(tool, author, labels, Map.of(), json);
    }

    /** {@code forms} says of parameters who fills them in, where it is not the model. */
    public static ToolView of(Tool tool, String author, List<String> labels, Map<String, String> forms, ObjectMapper json) {
        return new ToolView(author, tool.name(), LocalText.same(tool.label()), LocalText.same(tool.description()),
                ToolParameterView.of(tool, forms, json), labels, Map.of());
    }
}
