package dev.difynative.workspace;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a workspace is in order, on trial, or suspended. */
public enum TenantStatus {
    NORMAL, TRIAL, SUSPENDED;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static TenantStatus of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<TenantStatus, String> {
        @Override
        public String convertToDatabaseColumn(TenantStatus status) { return status == null ? null : status.wire(); }

        @Override
        public TenantStatus convertToEntityAttribute(String text) { return text == null ? null : of(text); }
    }
}
