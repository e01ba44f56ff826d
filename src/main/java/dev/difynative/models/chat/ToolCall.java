package dev.difynative.models.chat;

/** A call that the model wants made; {@code arguments} is the JSON text that the model wrote. */
public record ToolCall(String id, String name, String arguments) {}
