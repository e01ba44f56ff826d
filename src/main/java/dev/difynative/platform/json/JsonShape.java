package dev.difynative.platform.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares plain values (maps, lists, texts, numbers, flags, null) with a JSON Schema: types, fields, items, words and bounds. A
 * keyword that is not known here demands nothing.
 */
public final class JsonShape {
    private static final int DEEPEST = 50;

    private JsonShape() {}

    /** What is wrong, with the place of it; empty when nothing is. */
    public static Optional<String> fault(Map<?, ?> schema, Object value) {
        return Optional.ofNullable(fault(schema, value, "", 0));
    }

    private static String fault(Map<?, ?> schema, Object value, String at, int depth) {
        if (depth > DEEPEST) {
            return place(at) + " is nested too deep";
        }
        if (schema.get("type") != null && !isOfType(schema.get("type"), value)) {
            return place(at) + " must be of the type "
                    + String.valueOf(schema.get("type")).replaceAll("[\\[\\]]", "").replace(", ", " or ");
        }
        if (schema.get("enum") instanceof List<?> words && words.stream().noneMatch(word -> same(word, value))) {
            return place(at) + " must be one of " + words;
        }
        if (schema.containsKey("const") && !same(schema.get("const"), value)) {
            return place(at) + " must be " + schema.get("const");
        }
        return switch (value) {
            case Map<?, ?> object -> ofObject(schema, object, at, depth);
            case Collection<?> list -> ofList(schema, list, at, depth);
            case String text -> bounds(schema, "minLength", "maxLength", text.codePointCount(0, text.length()), at,
                    " characters");
            case Number number -> bounds(schema, "minimum", "maximum", number, at, "");
            case null, default -> null;
        };
    }

    private static boolean isOfType(Object type, Object value) {
        if (type instanceof Collection<?> types) {
            return types.stream().anyMatch(each -> isOfType(each, value));
        }
        return switch (String.valueOf(type)) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof Collection;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && exact(number).stripTrailingZeros().scale() <= 0;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> true;
        };
    }

    private static boolean same(Object wanted, Object value) {
        return wanted instanceof Number one && value instanceof Number other
                ? exact(one).compareTo(exact(other)) == 0
                : Objects.equals(wanted, value);
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private static String ofObject(Map<?, ?> schema, Map<?, ?> object, String at, int depth) {
        if (schema.get("required") instanceof Collection<?> required) {
            for (Object name : required) {
                if (!object.containsKey(name)) {
                    return place(at, name) + " is required";
                }
            }
        }
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> declared ? declared : Map.of();
        for (Map.Entry<?, ?> field : object.entrySet()) {
            Object inner = properties.get(field.getKey());
            if (inner == null && Boolean.FALSE.equals(schema.get("additionalProperties"))) {
                return place(at, field.getKey()) + " is not known";
            }
            String fault = inner instanceof Map<?, ?> known
                    ? fault(known, field.getValue(), inside(at, field.getKey()), depth + 1)
                    : null;
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static String ofList(Map<?, ?> schema, Collection<?> list, String at, int depth) {
        String size = bounds(schema, "minItems", "maxItems", list.size(), at, " items");
        if (size != null || !(schema.get("items") instanceof Map<?, ?> items)) {
            return size;
        }
        int index = 0;
        for (Object item : list) {
            String fault = fault(items, item, at + "[" + index++ + "]", depth + 1);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static String bounds(Map<?, ?> schema, String least, String most, Number value, String at, String of) {
        if (schema.get(least) instanceof Number bound && exact(value).compareTo(exact(bound)) < 0) {
            return place(at) + " must be at least " + bound + of;
        }
        if (schema.get(most) instanceof Number bound && exact(value).compareTo(exact(bound)) > 0) {
            return place(at) + " must be at most " + bound + of;
        }
        return null;
    }

    private static String inside(String at, Object field) { return at.isEmpty() ? String.valueOf(field) : at + "." + field; }

    private static String place(String at, Object field) { return place(inside(at, field)); }

    private static String place(String at) { return at.isEmpty() ? "the value" : "'" + at + "'"; }
}
