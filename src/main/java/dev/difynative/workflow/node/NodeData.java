package dev.difynative.workflow.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.TextTemplate;

/**
 * Reads a node's configuration: what is missing, null or an empty text has a default, what has the wrong type is a
 * {@link ConfigFault} that names its place. Numbers and flags in quotes are taken, since exports have them.
 */
public record NodeData(String path, JsonNode json) {

    public static NodeData of(JsonNode data) { return new NodeData("", data); }

    public boolean has(String field) {
        JsonNode value = json.path(field);
        return !value.isMissingNode() && !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }

    /** The raw value; a missing node when there is none. */
    public JsonNode raw(String field) { return json.path(field); }

    public String text(String field, String preset) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return preset;
        }
        if (!value.isValueNode()) {
            throw fault(field, "type", "must be a text");
        }
        return value.asText();
    }

    public String required(String field) {
        if (!has(field)) {
            throw fault(field, "required", "is required");
        }
        return text(field, "");
    }

    public TextTemplate template(String field) { return TextTemplate.parse(text(field, "")); }

    public boolean flag(String field, boolean preset) {
        if (!has(field)) {
            return preset;
        }
        return switch (json.get(field).asText()) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default -> throw fault(field, "type", "must be true or false");
        };
    }

    public int integer(String field, int preset) {
        return number(field).map(number -> {
            try {
                return number.intValueExact();
            } catch (ArithmeticException broken) {
                throw fault(field, "type", "must be a whole number");
            }
        }).orElse(preset);
    }

    public int integer(String field, int preset, int least, int most) {
        int value = integer(field, preset);
        if (value < least || value > most) {
            throw fault(field, "range", "must be between " + least + " and " + most);
        }
        return value;
    }

    public Optional<BigDecimal> number(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        JsonNode value = json.get(field);
        try {
            return Optional.of(value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText().strip()));
        } catch (NumberFormatException none) {
            throw fault(field, "type", "must be a number");
        }
    }

    /** One of some words; {@code preset} when there is none. */
    public String word(String field, String preset, List<String> words) {
        String word = has(field) ? text(field, preset) : preset;
        if (!words.contains(word)) {
            throw fault(field, "enum", "must be one of " + String.join(", ", words));
        }
        return word;
    }

    public Optional<Selector> selector(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull() || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Selector.read(value)
                .orElseThrow(() -> fault(field, "format", "must be a selector: a list of a node and a variable")));
    }

    public Selector requiredSelector(String field) {
        return selector(field).orElseThrow(() -> fault(field, "required", "is required"));
    }

    /** A part of the configuration; one that is missing reads like an empty one. */
    public NodeData object(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return new NodeData(at(field), MissingNode.getInstance());
        }
        if (!value.isObject()) {
            throw fault(field, "type", "must be an object");
        }
        return new NodeData(at(field), value);
    }

    public List<NodeData> objects(String field) {
        return items(field, (item, place) -> {
            if (!item.isObject()) {
                throw new ConfigFault(place, "type", "'" + place + "' must be an object");
            }
            return new NodeData(place, item);
        });
    }

    public List<String> texts(String field) {
        return items(field, (item, place) -> {
            if (!item.isValueNode()) {
                throw new ConfigFault(place, "type", "'" + place + "' must be a text");
            }
            return item.asText();
        });
    }

    public List<Selector> selectors(String field) {
        return items(field, (item, place) -> Selector.read(item)
                .orElseThrow(() -> new ConfigFault(place, "format", "'" + place + "' must be a selector")));
    }

    /** Reads the whole as something else, such as a record of the feature that the node uses. */
    public <T> T as(Function<JsonNode, T> reader) {
        return reader.apply(json);
    }

    public String at(String field) { return path.isEmpty() ? field : path + "." + field; }

    public ConfigFault fault(String field, String type, String rule) {
        return new ConfigFault(at(field), type, "'" + at(field) + "' " + rule);
    }

    private <T> List<T> items(String field, java.util.function.BiFunction<JsonNode, String, T> reader) {
        JsonNode list = json.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw fault(field, "type", "must be a list");
        }
        List<T> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(reader.apply(list.get(i), at(field) + "[" + i + "]"));
        }
        return List.copyOf(items);
    }
}
