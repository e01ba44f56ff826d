package dev.difynative.plugins;

import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.difynative.platform.error.CommonError;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a plugin mainly brings. */
@RegisterForReflection
public enum PluginCategory {
    MODEL, TOOL, MCP, TEMPLATE;

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    @JsonCreator
    static PluginCategory of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    /** Reads a parameter; null for none. */
    public static PluginCategory optional(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Stream.of(values()).filter(category -> category.wire().equals(text)).findFirst()
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("category", "enum",
                        "Parameter 'category' must be model, tool, mcp or template"));
    }
}
