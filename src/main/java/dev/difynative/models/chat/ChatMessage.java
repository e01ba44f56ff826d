package dev.difynative.models.chat;

import java.util.List;

/** One message of a prompt; {@code toolCalls} belongs to the assistant's messages, {@code toolCallId} to a tool's answer. */
public record ChatMessage(Role role, List<ContentPart> parts, List<ToolCall> toolCalls, String toolCallId) {

    /** Who speaks. */
    public enum Role {
        SYSTEM, USER, ASSISTANT, TOOL
    }

    public ChatMessage {
        parts = List.copyOf(parts);
        toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
    }

    public static ChatMessage system(String text) { return of(Role.SYSTEM, text); }

    public static ChatMessage user(String text) { return of(Role.USER, text); }

    public static ChatMessage user(List<ContentPart> parts) { return new ChatMessage(Role.USER, parts, null, null); }

    public static ChatMessage assistant(String text) { return of(Role.ASSISTANT, text); }

    public static ChatMessage assistant(String text, List<ToolCall> calls) {
        List<ContentPart> parts = text == null || text.isEmpty() ? List.of() : List.of(new ContentPart.Text(text));
        return new ChatMessage(Role.ASSISTANT, parts, calls, null);
    }

    public static ChatMessage tool(String toolCallId, String result) {
        return new ChatMessage(Role.TOOL, List.of(new ContentPart.Text(result)), null, toolCallId);
    }

    private static ChatMessage of(Role role, String text) {
        return new ChatMessage(role, List.of(new ContentPart.Text(text)), null, null);
    }

    /** The text parts, joined by line breaks. */
    public String text() {
        if (parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text only) {
            return only.text();
        }
        StringBuilder joined = new StringBuilder();
        for (ContentPart part : parts) {
            if (part instanceof ContentPart.Text(String text)) {
                joined.append(joined.isEmpty() ? "" : "\n").append(text);
            }
        }
        return joined.toString();
    }
}
