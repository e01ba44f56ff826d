package dev.difynative.knowledge.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a segment of a document is: a piece of its text, a parent of smaller pieces, or a question with its answer. */
public enum DocForm {
    TEXT_MODEL, HIERARCHICAL_MODEL, QA_MODEL;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<DocForm> find(String wire) {
        return Stream.of(values()).filter(value -> value.wire().equals(wire)).findFirst();
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<DocForm, String> {
        @Override
        public String convertToDatabaseColumn(DocForm value) { return value == null ? null : value.wire(); }

        @Override
        public DocForm convertToEntityAttribute(String text) {
            return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
