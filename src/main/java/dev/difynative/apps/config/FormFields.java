package dev.difynative.apps.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.json.ConfigNode;

/** Reads the form of an app: a list of objects with one key each, the kind of the field. */
final class FormFields {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final String KINDS = "text-input, paragraph, select, number, checkbox, file, file-list, json_object, "
            + "external_data_tool";
    private static final int NO_BOUND = 0;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private FormFields() {}

    static List<FormField> of(ConfigNode config) {
        List<FormField> fields = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (ConfigNode item : config.objects("user_input_form")) {
            if (item.node().size() != 1) {
                throw config.fault("user_input_form", "type", "must be a list of objects with one key each");
            }
            String type = item.node().fieldNames().next();
            FormField field = of(type, item.object(type));
            if (!variables.add(field.variable())) {
                throw item.object(type).fault("variable", "unique", "is used by two fields: " + field.variable());
            }
            fields.add(field);
        }
        return List.copyOf(fields);
    }

    /** Refuses a form with a field that nobody here could check. */
    static void checkKinds(List<FormField> form) {
        for (int i = 0; i < form.size(); i++) {
            if (form.get(i) instanceof FormField.Unknown field) {
                throw CommonError.INVALID_PARAM.field("user_input_form[" + i + "]." + field.type(), "enum",
                        "The form field '%s' is of the unknown type '%s'; it must be one of %s", field.variable(), field.type(),
                        KINDS);
            }
        }
    }

    static FormField of(String type, ConfigNode settings) {
        FormField.Head head = head(settings);
        return switch (type) {
            case "text-input" -> new FormField.Text(head, false, maxLength(settings));
            case "paragraph" -> new FormField.Text(head, true, maxLength(settings));
            case "select" -> new FormField.Select(head, settings.texts("options"));
            case "number" -> new FormField.Number(head);
            case "checkbox" -> new FormField.Checkbox(head);
            case "file" -> new FormField.SingleFile(head, fileRules(settings));
            case "file-list" -> new FormField.FileList(head, fileRules(settings), maxLength(settings));
            case "json_object" -> new FormField.JsonObject(head, schema(settings), object(settings, "default"));
            case "external_data_tool" -> new FormField.External(head);
            default -> new FormField.Unknown(head, type);
        };
    }

    static String checkedVariable(ConfigNode settings) {
        String variable = settings.text("variable", "");
        if (variable.isEmpty()) {
            throw settings.fault("variable", "required", "is required");
        }
        if (!VARIABLE.matcher(variable).matches()) {
            throw settings.fault("variable", "format",
                    "must be at most 100 letters, digits or underscores and not start with a digit");
        }
        return variable;
    }

    private static FormField.Head head(ConfigNode settings) {
        String variable = checkedVariable(settings);
        return new FormField.Head(variable, settings.text("label", variable), settings.flag("required", false),
                settings.flag("hide", false), settings.has("default") ? settings.node().get("default") : null);
    }

    private static int maxLength(ConfigNode settings) { return settings.integer("max_length", NO_BOUND, 0, Integer.MAX_VALUE); }

    private static FormField.FileRules fileRules(ConfigNode settings) {
        return new FormField.FileRules(settings.texts("allowed_file_types"), settings.texts("allowed_file_extensions"),
                settings.texts("allowed_file_upload_methods"));
    }

    private static Map<String, Object> schema(ConfigNode settings) {
        Map<String, Object> schema = object(settings, "json_schema");
        return schema == null ? Map.of() : schema;
    }

    /** Editors save objects as such, or as the JSON that was typed in; what is neither is none. */
    private static Map<String, Object> object(ConfigNode settings, String field) {
        JsonNode value = settings.node().path(field);
        try {
            JsonNode object = value.isTextual() && !value.textValue().isBlank()
                    ? settings.json().readTree(value.textValue())
                    : value;
            return object.isObject() ? settings.json().convertValue(object, OBJECT) : null;
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }
}
