package dev.difynative.testsupport;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.ToolSource;

/** A tool for tests that makes a file: {@code paint} of the provider {@code painter}. */
@Singleton
class PaintTool implements ToolSource, Tool {
    private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Override
    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        return key.provider().equals("painter") && key.name().equals("paint") ? Optional.of(this) : Optional.empty();
    }

    @Override
    public String name() { return "paint"; }

    @Override
    public String label() { return "Paint"; }

    @Override
    public String description() { return "Paints a picture."; }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object", "properties", Map.of("colour", Map.of("type", "string")), "required", List.of());
    }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) {
        return new ToolResult("painted", List.of(),
                List.of(new ToolResult.ToolFile("picture.png", "image/png", Base64.getDecoder().decode(PIXEL))), Map.of());
    }
}
