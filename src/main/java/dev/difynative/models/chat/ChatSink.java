package dev.difynative.models.chat;

import java.util.List;

import dev.difynative.platform.error.Failure;

/**
 * Receives a streamed answer, always on the event loop of the stream's context, so it must not block. Exactly one of
 * {@link #completed} and {@link #failed} ends it; after a cancel neither is called.
 */
public interface ChatSink {

    /** One piece of the answer, as the provider cut it. */
    void text(String delta);

    default void reasoning(String delta) {}

    /** All tool calls of the answer, once, before {@link #completed}. */
    default void toolCalls(List<ToolCall> calls) {}

    void completed(Completion completion);

    void failed(Failure failure);
}
