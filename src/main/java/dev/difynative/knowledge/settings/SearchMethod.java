package dev.difynative.knowledge.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** How segments are searched for. */
public enum SearchMethod {
    SEMANTIC_SEARCH, FULL_TEXT_SEARCH, HYBRID_SEARCH, KEYWORD_SEARCH;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<SearchMethod> find(String wire) {
        return Stream.of(values()).filter(value -> value.wire().equals(wire)).findFirst();
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<SearchMethod, String> {
        @Override
        public String convertToDatabaseColumn(SearchMethod value) { return value == null ? null : value.wire(); }

        @Override
        public SearchMethod convertToEntityAttribute(String text) {
            return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
