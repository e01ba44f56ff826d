package dev.difynative.chat;

import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;

/** Makes the answers of apps whose model works with tools. */
public interface AgentWork {

    /** Begins to answer and returns at once; the run is told of what is said and done, and how it ends. */
    Cancellable begin(ChatRun run, ChatModel model, ChatPrompt prompt);
}
