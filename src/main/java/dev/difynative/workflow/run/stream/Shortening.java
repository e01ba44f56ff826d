package dev.difynative.workflow.run.stream;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Leaves out of large values what nobody would look at in an editor. */
final class Shortening {
    private static final int MOST_CHARACTERS = 100_000;
    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_LENGTH = 1_024_000;
    private static final int TIGHTER = 10;
    private static final String MORE = "...";

    private final ObjectMapper json;

    /** A JSON text, or null, and whether anything was left out of it. */
    record Shown(String json, boolean shortened) {}

    Shortening(ObjectMapper json) { this.json = json; }

    Shown of(String text) {
        // A shorter text has neither so many items nor so many characters.
        if (text == null || text.length() <= 2 * MOST_ITEMS) {
            return new Shown(text, false);
        }
        JsonNode whole = read(text);
        JsonNode shown = whole;
        int characters = MOST_CHARACTERS;
        int items = MOST_ITEMS;
        String written;
        do {
            shown = shortened(shown, characters, items);
            written = shown.toString();
            characters /= TIGHTER;
            items /= TIGHTER;
        } while (written.length() > MOST_LENGTH && items > 0);
        return shown.equals(whole) ? new Shown(text, false) : new Shown(written, true);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The values of a node are no JSON", impossible);
        }
    }

    private JsonNode shortened(JsonNode value, int characters, int items) {
        return switch (value) {
            case TextNode text when text.textValue().length() > characters ->
                TextNode.valueOf(text.textValue().substring(0, characters) + MORE);
            case ArrayNode list -> {
                ArrayNode first = json.createArrayNode();
                for (int i = 0; i < Math.min(items, list.size()); i++) {
                    first.add(shortened(list.get(i), characters, items));
                }
                yield first;
            }
            case ObjectNode object -> {
                ObjectNode each = json.createObjectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    each.set(field.getKey(), shortened(field.getValue(), characters, items));
                }
                yield each;
            }
            default -> value;
        };
    }
}
