package dev.difynative.workspace;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** The plan of a workspace, which decides its rate limits; a self-hosted one starts with enterprise. */
public enum Plan {
    SANDBOX, PROFESSIONAL, TEAM, ENTERPRISE;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Plan of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<Plan, String> {
        @Override
        public String convertToDatabaseColumn(Plan plan) { return plan == null ? null : plan.wire(); }

        @Override
        public Plan convertToEntityAttribute(String text) { return text == null ? null : of(text); }
    }
}
