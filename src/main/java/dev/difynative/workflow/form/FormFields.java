package dev.difynative.workflow.form;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.config.FormField;

/** The fields of a form, as those that begin a run are known. */
final class FormFields {
    private FormFields() {}

    /** A field that has a preset may be left out. */
    static List<FormField> of(JsonNode definition) {
        List<FormField> fields = new ArrayList<>();
        for (JsonNode input : definition.path("inputs")) {
            String name = input.path("output_variable_name").asText();
            JsonNode preset = definition.path("resolved_default_values").path(name);
            boolean empty = preset.isMissingNode() || preset.isNull() || preset.isTextual() && preset.asText().isEmpty();
            FormField.Head head = new FormField.Head(name, name, empty, false, empty ? null : preset);
            fields.add(switch (input.path("type").asText()) {
                case "select" -> new FormField.Select(head, texts(input.path("option_source").path("value")));
                case "file" -> new FormField.SingleFile(head, rules(input));
                case "file-list" -> new FormField.FileList(head, rules(input), input.path("number_limits").asInt(0));
                default -> new FormField.Text(head, true, 0);
            });
        }
        return fields;
    }

    private static FormField.FileRules rules(JsonNode input) {
        return new FormField.FileRules(texts(input.path("allowed_file_types")), texts(input.path("allowed_file_extensions")),
                texts(input.path("allowed_file_upload_methods")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
