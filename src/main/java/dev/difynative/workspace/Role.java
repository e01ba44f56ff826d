package dev.difynative.workspace;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a member may do in a workspace; each role may do all that the ones below it may. */
public enum Role {
    OWNER, ADMIN, EDITOR, NORMAL;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public boolean atLeast(Role needed) { return ordinal() <= needed.ordinal(); }

    /** Keeps the wire name in the database, so that the table reads like the API. */
    @Converter(autoApply = true)
    static class Column implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) { return role == null ? null : role.wire(); }

        @Override
        public Role convertToEntityAttribute(String text) { return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT)); }
    }
}
