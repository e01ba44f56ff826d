package dev.difynative.models.chat;

import java.util.Map;

/** A tool offered to a model; {@code parameters} is its JSON Schema. */
public record ToolSpec(String name, String description, Map<String, Object> parameters) {}
