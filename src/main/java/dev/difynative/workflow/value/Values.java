package dev.difynative.workflow.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.persistence.Ids;

/** The way of values from and to JSON. */
public final class Values {
    private Values() {}

    static Value fromJson(JsonNode json) {
        if (json == null) {
            return Value.NOTHING;
        }
        return switch (json.getNodeType()) {
            case STRING -> new Value.Text(json.textValue());
            case NUMBER -> new Value.Number(json.decimalValue());
            case BOOLEAN -> new Value.Bool(json.booleanValue());
            case ARRAY -> items(json);
            case OBJECT -> isFile(json) ? file(json) : new Value.Struct(fields(json));
            case NULL, MISSING, BINARY, POJO -> Value.NOTHING;
        };
    }

    static Value fromPlain(Object plain) {
        return switch (plain) {
            case null -> Value.NOTHING;
            case Value value -> value;
            case JsonNode json -> fromJson(json);
            case String text -> new Value.Text(text);
            case Boolean flag -> new Value.Bool(flag);
            case BigDecimal number -> new Value.Number(number);
            case BigInteger number -> new Value.Number(new BigDecimal(number));
            case Number number -> new Value.Number(new BigDecimal(number.toString()));
            case Map<?, ?> map -> struct(map);
            case Iterable<?> list -> items(list);
            default -> new Value.Text(plain.toString());
        };
    }

    private static Value items(Iterable<?> list) {
        List<Value> items = new ArrayList<>();
        list.forEach(item -> items.add(fromPlain(item)));
        return new Value.Array(List.copyOf(items));
    }

    private static Value struct(Map<?, ?> map) {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(key), fromPlain(value)));
        return isFile(fields) ? file(object(fields)) : new Value.Struct(fields);
    }

    /** The fields of an object, in their order. */
    public static Map<String, Value> fields(JsonNode object) {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), fromJson(field.getValue())));
        return fields;
    }

    public static ObjectNode object(Map<String, Value> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> object.set(name, value.toJson()));
        return object;
    }

    static JsonNode number(BigDecimal number) {
        if (number.scale() > 0) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        BigInteger whole = number.toBigInteger();
        return whole.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(whole.longValueExact())
                : JsonNodeFactory.instance.numberNode(whole);
    }

    static ValueType arrayType(List<Value> items) {
        ValueType common = null;
        for (Value item : items) {
            if (common != null && common != item.type()) {
                return ValueType.ARRAY_ANY;
            }
            common = item.type();
        }
        return switch (common) {
            case STRING -> ValueType.ARRAY_STRING;
            case NUMBER -> ValueType.ARRAY_NUMBER;
            case BOOLEAN -> ValueType.ARRAY_BOOLEAN;
            case OBJECT -> ValueType.ARRAY_OBJECT;
            case FILE -> ValueType.ARRAY_FILE;
            case null, default -> ValueType.ARRAY_ANY;
        };
    }

    static Optional<Integer> index(String text, int size) {
        if (text.length() > 9 || text.isEmpty() || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        int index = Integer.parseInt(text);
        return index < size ? Optional.of(index) : Optional.empty();
    }

    private static boolean isFile(JsonNode json) {
        return Value.FileRef.IDENTITY_VALUE.equals(json.path(Value.FileRef.IDENTITY).asText(""));
    }

    private static boolean isFile(Map<String, Value> fields) {
        return fields.get(Value.FileRef.IDENTITY) instanceof Value.Text(String text)
                && text.equals(Value.FileRef.IDENTITY_VALUE);
    }

    private static Value file(JsonNode json) {
        return new Value.FileRef(json.path("id").asText(""), uuid(json, "tenant_id"), json.path("type").asText("custom"),
                json.path("transfer_method").asText("local_file"), textOrNull(json, "remote_url"),
                json.hasNonNull("related_id") ? uuid(json, "related_id") : uuid(json, "reference"), textOrNull(json, "filename"),
                json.path("extension").asText(""), textOrNull(json, "mime_type"), json.path("size").asLong(-1),
                textOrNull(json, "url"));
    }

    private static UUID uuid(JsonNode json, String field) { return Ids.tryParse(textOrNull(json, field)).orElse(null); }

    private static String textOrNull(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.get(field).asText() : null;
    }

    /** About how many bytes of JSON a value makes; negative when that is more than {@code most}. */
    public static long weight(Value value, long most) {
        return switch (value) {
            case Value.Text(String text) -> text.length() > most ? -1 : text.length() + 2L;
            case Value.Array(List<Value> items) -> weight(items, most);
            case Value.Struct(Map<String, Value> fields) -> weight(fields.values(), most);
            case Value.Number _ -> 8;
            case Value.Bool _ -> 5;
            case Value.FileRef _ -> 400;
            case Value.Nothing _ -> 4;
        };
    }

    private static long weight(Iterable<Value> items, long most) {
        long sum = 2;
        for (Value item : items) {
            long weight = weight(item, most - sum);
            if (weight < 0 || sum + weight > most) {
                return -1;
            }
            sum += weight + 1;
        }
        return sum;
    }
}
