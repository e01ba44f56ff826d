package dev.difynative.workflow.node.code;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Checks what code handed back against what it is declared to hand back, and against the limits. */
final class CodeOutputs {
    private static final String INVALID = "OutputValidationError";

    private final CodeConfig.Limits limits;

    /** One declared output; {@code children} are an object's. */
    record Declared(ValueType type, Map<String, Declared> children) {}

    CodeOutputs(CodeConfig.Limits limits) { this.limits = limits; }

    Map<String, Value> check(JsonNode result, Map<String, Declared> declared) {
        if (!result.isObject()) {
            throw invalid("The code must return an object with its outputs, it returned " + kind(result));
        }
        return fields(result, declared, "", 1);
    }

    private Map<String, Value> fields(JsonNode object, Map<String, Declared> declared, String path, int depth) {
        checkDepth(depth);
        Map<String, Value> values = new LinkedHashMap<>();
        if (declared.isEmpty()) {
            object.properties()
                    .forEach(field -> values.put(field.getKey(), anything(field.getValue(), path + field.getKey(), depth)));
            return values;
        }
        declared.forEach((name, wanted) -> {
            JsonNode value = object.get(name);
            if (value == null) {
                throw invalid("Output '%s' is missing".formatted(path + name));
            }
            values.put(name, declared(value, wanted, path + name, depth));
        });
        object.fieldNames().forEachRemaining(name -> {
            if (!declared.containsKey(name)) {
                throw invalid("Output '%s' is not declared".formatted(path + name));
            }
        });
        return values;
    }

    private Value declared(JsonNode value, Declared wanted, String path, int depth) {
        if (value.isNull()) {
            return Value.NOTHING;
        }
        return switch (wanted.type()) {
            case STRING -> text(expect(value, value.isTextual(), path, "a string"), path);
            case NUMBER -> number(expect(value, value.isNumber(), path, "a number"), path);
            case BOOLEAN -> Value.of(expect(value, value.isBoolean(), path, "a boolean").booleanValue());
            case OBJECT ->
                Value.of(fields(expect(value, value.isObject(), path, "an object"), wanted.children(), path + ".", depth + 1));
            case ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN, ARRAY_OBJECT ->
                array(expect(value, value.isArray(), path, "a list"), wanted, path, depth);
            default -> anything(value, path, depth);
        };
    }

    private Value array(JsonNode list, Declared wanted, String path, int depth) {
        int most = switch (wanted.type()) {
            case ARRAY_STRING -> limits.textArray();
            case ARRAY_OBJECT -> limits.objectArray();
            default -> limits.numberArray();
        };
        if (list.size() > most) {
            throw invalid("Output '%s' has %d items, at most %d are allowed".formatted(path, list.size(), most));
        }
        Declared item = new Declared(wanted.type().item(), wanted.children());
        java.util.List<Value> items = new java.util.ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(declared(list.get(i), item, path + "[" + i + "]", depth + 1));
        }
        return Value.of(items);
    }

    private Value anything(JsonNode value, String path, int depth) {
        return switch (value.getNodeType()) {
            case STRING -> text(value, path);
            case NUMBER -> number(value, path);
            case OBJECT -> Value.of(fields(value, Map.of(), path + ".", depth + 1));
            case ARRAY -> {
                checkDepth(depth + 1);
                java.util.List<Value> items = new java.util.ArrayList<>(value.size());
                value.forEach(item -> items.add(anything(item, path, depth + 1)));
                yield (Value.of(items));
            }
            default -> Value.of(value);
        };
    }

    private Value text(JsonNode value, String path) {
        String text = value.textValue().replace("\0", "");
        if (text.length() > limits.text()) {
            throw invalid("Output '%s' is longer than %d characters".formatted(path, limits.text()));
        }
        return Value.of(TextNode.valueOf(text));
    }

    private Value number(JsonNode value, String path) {
        BigDecimal number = value.decimalValue();
        if (number.compareTo(limits.maxNumber()) > 0 || number.compareTo(limits.minNumber()) < 0) {
            throw invalid("Output '%s' must be between %s and %s".formatted(path, limits.minNumber().toPlainString(),
                    limits.maxNumber().toPlainString()));
        }
        if (number.scale() > limits.precision()) {
            throw invalid("Output '%s' has more than %d digits after the point".formatted(path, limits.precision()));
        }
        return Value.of(number);
    }

    private void checkDepth(int depth) {
        if (depth > limits.depth()) {
            throw invalid("The result is nested more than %d deep".formatted(limits.depth()));
        }
    }

    private static JsonNode expect(JsonNode value, boolean right, String path, String wanted) {
        if (!right) {
            throw invalid("Output '%s' must be %s, the code returned %s".formatted(path, wanted, kind(value)));
        }
        return value;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "nothing";
        };
    }

    private static NodeFailure invalid(String message) { return new NodeFailure(INVALID, message); }
}
