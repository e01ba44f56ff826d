package dev.difynative.workflow.node.llm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** A value that is to be found in a text; {@code options} are the only texts that it can be, if there are any. */
record ExtractedParameter(String name, ValueType type, List<String> options, String description, boolean required) {
    private static final String SELECT = "select";

    static ExtractedParameter read(NodeData data) {
        String name = data.required("name");
        if (name.equals("__is_success") || name.equals("__reason")) {
            throw data.fault("name", "reserved", "must not be __is_success or __reason");
        }
        String wire = data.text("type", "string");
        boolean select = wire.equals(SELECT);
        ValueType type = select
                ? ValueType.STRING
                : ValueType.find(wire.equals("bool") ? "boolean" : wire)
                        .orElseThrow(() -> data.fault("type", "enum", "is not a type that is known"));
        return new ExtractedParameter(name, type, select ? data.texts("options") : List.of(), data.text("description", ""),
                data.flag("required", false));
    }

    ObjectNode schema(ObjectMapper json) {
        ObjectNode schema = json.createObjectNode();
        if (type.isArray()) {
            schema.put("type", "array").putObject("items").put("type",
                    type.item() == ValueType.ANY ? "string" : type.item().wire());
        } else {
            schema.put("type", type.wire());
        }
        if (!description.isBlank()) {
            schema.put("description", description);
        }
        if (!options.isEmpty()) {
            options.forEach(schema.putArray("enum")::add);
        }
        return schema;
    }

    /** The value that the model gave, or an empty one of the type; what is wrong with it is added to the faults. */
    Value read(JsonNode given, List<String> faults) {
        if (given == null || given.isMissingNode() || given.isNull()) {
            if (required && given != null) {
                faults.add("'%s' was not found".formatted(name));
            }
            return empty();
        }
        Value value = convert(given, type);
        if (value == null || !options.isEmpty() && !options.contains(value.text())) {
            faults.add(value == null
                    ? "'%s' is not of the type %s".formatted(name, type.wire())
                    : "'%s' is none of its options".formatted(name));
            return empty();
        }
        return value;
    }

    private static Value convert(JsonNode given, ValueType type) {
        return switch (type) {
            case STRING -> given.isValueNode() ? Value.of(given.asText()) : Value.of(given.toString());
            case NUMBER -> number(given);
            case BOOLEAN -> given.isBoolean() ? Value.of(given.booleanValue()) : flag(given.asText(""));
            case OBJECT -> given.isObject() ? Value.of(given) : null;
            case ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN, ARRAY_OBJECT, ARRAY_ANY -> {
                List<Value> items = new ArrayList<>();
                for (JsonNode item : given.isArray() ? given : List.of(given)) {
                    Value converted = type == ValueType.ARRAY_ANY ? Value.of(item) : convert(item, type.item());
                    if (converted != null) {
                        items.add(converted);
                    }
                }
                yield (Value.of(items));
            }
            default -> Value.of(given);
        };
    }

    private static Value number(JsonNode given) {
        try {
            return Value.of(given.isNumber() ? given.decimalValue() : new BigDecimal(given.asText("").strip().replace(",", "")));
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static Value flag(String text) {
        return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "1" -> Value.of(true);
            case "false", "no", "0" -> Value.of(false);
            default -> null;
        };
    }

    private Value empty() {
        return switch (type) {
            case STRING -> Value.EMPTY;
            case NUMBER -> Value.of(0);
            case BOOLEAN -> Value.of(false);
            case OBJECT -> Value.of(java.util.Map.<String, Value>of());
            default -> type.isArray() ? Value.of(List.<Value>of()) : Value.NOTHING;
        };
    }
}
