package dev.difynative.apps;

import java.util.Arrays;
import java.util.Optional;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kind of an app: how it is configured and how it is called. */
public enum AppMode {
    CHAT("chat"), AGENT_CHAT("agent-chat"), ADVANCED_CHAT("advanced-chat"), WORKFLOW("workflow"), COMPLETION("completion");

    private final String wire;

    AppMode(String wire) { this.wire = wire; }

    @JsonValue
    public String wire() { return wire; }

    public static Optional<AppMode> find(String wire) {
        return Arrays.stream(values()).filter(mode -> mode.wire.equals(wire)).findFirst();
    }

    /** Whether the app answers in conversations. */
    public boolean isChat() {
        return this == CHAT || this == AGENT_CHAT || this == ADVANCED_CHAT;
    }

    /** Whether a graph of nodes decides what the app does; the others are ruled by their model configuration. */
    public boolean isGraph() {
        return this == ADVANCED_CHAT || this == WORKFLOW;
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<AppMode, String> {
        @Override
        public String convertToDatabaseColumn(AppMode mode) { return mode == null ? null : mode.wire; }

        @Override
        public AppMode convertToEntityAttribute(String text) { return text == null ? null : find(text).orElseThrow(); }
    }
}
