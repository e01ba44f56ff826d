package dev.difynative.models.chat;

import java.util.concurrent.CompletableFuture;

import io.vertx.core.Context;

/** A language model with the credentials of one workspace. */
public interface ChatModel {

    /** The provider's bare id, such as {@code openai}. */
    String provider();

    String model();

    /** Streams on the caller's Vert.x context (a new one where there is none); returns at once and never blocks. */
    Cancellable stream(ChatPrompt prompt, ChatSink sink);

    /** Streams on the given context. */
    Cancellable stream(ChatPrompt prompt, ChatSink sink, Context context);

    /** The whole answer in one piece; the future fails with a {@link dev.difynative.platform.error.Failure}. */
    CompletableFuture<ChatReply> complete(ChatPrompt prompt);
}
