package dev.difynative.models.chat;

import java.util.concurrent.CompletableFuture;

/** A language model with the credentials of one workspace. */
public interface ChatModel {

    /** The provider's bare id, such as {@code openai}. */
    String provider();

    String model();

    /** Streams on the caller's event loop (another one where that is none); returns at once and never blocks. */
    Cancellable stream(ChatPrompt prompt, ChatSink sink);

    /** The whole answer in one piece; the future fails with a {@link dev.difynative.platform.error.Failure}. */
    CompletableFuture<ChatReply> complete(ChatPrompt prompt);
}
