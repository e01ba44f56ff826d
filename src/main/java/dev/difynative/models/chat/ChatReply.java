package dev.difynative.models.chat;

import java.util.List;

/** A whole answer that was not streamed. */
public record ChatReply(String text, String reasoning, List<ToolCall> toolCalls, Completion completion) {}
