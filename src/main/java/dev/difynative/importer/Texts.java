package dev.difynative.importer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what services of several versions send. */
final class Texts {

    private Texts() {}

    /** The text, or null when there is none. */
    static String orNull(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.asText().isEmpty() ? null : node.asText();
    }

    /** Unix seconds, or a time as it is written. */
    static Instant time(JsonNode node, Instant otherwise) {
        if (node.isNumber()) {
            return Instant.ofEpochSecond(node.asLong());
        }
        try {
            return orNull(node) == null ? otherwise : Instant.parse(node.asText());
        } catch (DateTimeParseException unreadable) {
            return otherwise;
        }
    }

    static BigDecimal money(JsonNode node) {
        try {
            return orNull(node) == null ? BigDecimal.ZERO : new BigDecimal(node.asText());
        } catch (NumberFormatException unreadable) {
            return BigDecimal.ZERO;
        }
    }

    /** An object as text; what is none is an empty one. */
    static String object(JsonNode node) {
        return node.isObject() ? clean(node.toString()) : "{}";
    }

    /** The database keeps no NUL characters. */
    static String clean(String text) {
        return text == null ? null : text.replace("\0", "").replace("\\u0000", "");
    }
}
