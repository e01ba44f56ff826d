package dev.difynative.apps.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which members of the workspace see an app in the console, besides the one who made it and the workspace's owner. */
public enum AppAccess {
    ALL_TEAM_MEMBERS, PARTIAL_MEMBERS, ONLY_ME;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    static Optional<AppAccess> find(String wire) {
        return Stream.of(values()).filter(access -> access.wire().equals(wire)).findFirst();
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<AppAccess, String> {
        @Override
        public String convertToDatabaseColumn(AppAccess access) { return access == null ? null : access.wire(); }

        @Override
        public AppAccess convertToEntityAttribute(String text) { return text == null ? null : find(text).orElseThrow(); }
    }
}
