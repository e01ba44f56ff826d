package dev.difynative.knowledge.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a dataset is searched: by vectors of an embedding model, or by keywords alone. */
public enum IndexingTechnique {
    HIGH_QUALITY, ECONOMY;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<IndexingTechnique> find(String wire) {
        return Stream.of(values()).filter(value -> value.wire().equals(wire)).findFirst();
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<IndexingTechnique, String> {
        @Override
        public String convertToDatabaseColumn(IndexingTechnique value) { return value == null ? null : value.wire(); }

        @Override
        public IndexingTechnique convertToEntityAttribute(String text) {
            return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
