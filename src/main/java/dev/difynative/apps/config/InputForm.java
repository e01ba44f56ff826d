package dev.difynative.apps.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.config.FormField.FileRules;
import dev.difynative.apps.config.FormField.Head;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.json.JsonShape;

/**
 * Checks what a user filled in against an app's form and gives back the value of every field: what was left out has the
 * field's default, a key that the form does not know is dropped. Of a file only what the caller says about it is checked here;
 * whether an uploaded file exists is known to who stores it.
 */
public final class InputForm {
    private static final int MAX_NUMBER_LENGTH = 100;

    private InputForm() {}

    public static Map<String, Object> check(List<FormField> form, Map<String, Object> inputs) {
        Map<String, Object> given = inputs == null ? Map.of() : inputs;
        Map<String, Object> checked = new LinkedHashMap<>();
        for (FormField field : form) {
            checked.put(field.variable(), value(field, given.get(field.variable())));
        }
        return checked;
    }

    private static Object value(FormField field, Object given) {
        Object value = given == null ? preset(field) : given;
        if (given == null && field.head().required() && !isTolerant(field)) {
            throw fault(field.head(), "required", "is required in input form");
        }
        if (value == null) {
            return field instanceof FormField.Text || field instanceof FormField.Select ? "" : null;
        }
        return switch (field) {
            case FormField.Text text -> text(text, value);
            case FormField.Select select -> option(select, value);
            case FormField.Number number -> number(number.head(), value);
            case FormField.Checkbox checkbox -> flag(checkbox.head(), value);
            case FormField.SingleFile file -> file(file.head(), file.rules(), value);
            case FormField.FileList list -> files(list, value);
            case FormField.JsonObject object -> object(object, value);
            case FormField.External _ -> anything(value);
            case FormField.Unknown _ -> anything(value);
        };
    }

    private static Object anything(Object value) { return value instanceof String text ? withoutNul(text) : value; }

    private static boolean isTolerant(FormField field) {
        return field instanceof FormField.External || field instanceof FormField.Unknown;
    }

    /** The default of a field; one that cannot be a value of its kind is none. */
    private static Object preset(FormField field) {
        if (field instanceof FormField.JsonObject object) {
            return object.preset();
        }
        JsonNode preset = field.head().preset();
        if (preset == null || preset.isContainerNode()) {
            return null;
        }
        return switch (field) {
            case FormField.Text _ -> preset.asText();
            case FormField.Select _ -> preset.asText();
            case FormField.External _ -> preset.asText();
            case FormField.Unknown _ -> preset.asText();
            case FormField.Number _ -> preset.isNumber() ? (Object) preset.numberValue() : preset.asText();
            case FormField.Checkbox _ -> preset.asText().isEmpty() ? null : preset.asText();
            case FormField.SingleFile _ -> null;
            case FormField.FileList _ -> null;
            case FormField.JsonObject _ -> null;
        };
    }

    private static String text(FormField.Text field, Object value) {
        String text = string(field.head(), value);
        if (field.maxLength() > 0 && text.codePointCount(0, text.length()) > field.maxLength()) {
            throw fault(field.head(), "length", "in input form must be at most " + field.maxLength() + " characters long");
        }
        return text;
    }

    private static String option(FormField.Select field, Object value) {
        String text = string(field.head(), value);
        boolean leftOpen = text.isEmpty() && !field.head().required();
        // A hidden field cannot be corrected by the user, so its default holds whatever the options are.
        boolean hiddenDefault = field.head().hide() && text.equals(preset(field));
        if (!field.options().contains(text) && !leftOpen && !hiddenDefault) {
            throw fault(field.head(), "enum", "in input form must be one of the following: " + field.options());
        }
        return text;
    }

    private static Object number(Head head, Object value) {
        if (value instanceof Number) {
            return value;
        }
        if (!(value instanceof String text) || text.length() > MAX_NUMBER_LENGTH) {
            throw fault(head, "type", "in input form must be a number");
        }
        if (text.isBlank()) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(text.strip());
            return decimal.scale() == 0 ? wholeNumber(decimal.toBigIntegerExact()) : decimal;
        } catch (NumberFormatException malformed) {
            throw fault(head, "type", "in input form must be a valid number");
        }
    }

    private static Object wholeNumber(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : number;
    }

    private static boolean flag(Head head, Object value) {
        return switch (String.valueOf(value)) {
            case "true", "1", "True" -> true;
            case "false", "0", "False" -> false;
            default -> throw fault(head, "type", "in input form must be true or false");
        };
    }

    private static Map<?, ?> object(FormField.JsonObject field, Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw fault(field.head(), "type", "in input form must be a JSON object");
        }
        JsonShape.fault(field.schema(), object).ifPresent(wrong -> {
            throw fault(field.head(), "schema", "in input form does not match its schema: " + wrong);
        });
        return object;
    }

    private static List<?> files(FormField.FileList field, Object value) {
        if (!(value instanceof List<?> files)) {
            throw fault(field.head(), "type", "in input form must be a list of files");
        }
        if (field.maxFiles() > 0 && files.size() > field.maxFiles()) {
            throw fault(field.head(), "length", "in input form takes at most " + field.maxFiles() + " files");
        }
        files.forEach(file -> file(field.head(), field.rules(), file));
        return files;
    }

    private static Map<?, ?> file(Head head, FileRules rules, Object value) {
        if (!(value instanceof Map<?, ?> file) || !(file.get("type") instanceof String type)
                || !(file.get("transfer_method") instanceof String method)) {
            throw fault(head, "type", "in input form must be a file with type and transfer_method");
        }
        if (!rules.types().isEmpty() && !rules.types().contains(type)) {
            throw fault(head, "enum", "in input form takes files of these types only: " + rules.types());
        }
        if (!rules.methods().isEmpty() && !rules.methods().contains(method)) {
            throw fault(head, "enum", "in input form takes these transfer methods only: " + rules.methods());
        }
        return file;
    }

    private static String string(Head head, Object value) {
        if (value instanceof String text) {
            return withoutNul(text);
        }
        throw fault(head, "type", "in input form must be a string");
    }

    /** The database cannot store the character NUL. */
    private static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static Failure fault(Head head, String rule, String message) {
        return CommonError.INVALID_PARAM.field(head.variable(), rule, "%s %s", head.variable(), message);
    }
}
