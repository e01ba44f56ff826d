package dev.difynative.workflow.engine;

import java.time.Clock;
import java.util.List;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.workflow.node.RunScope;

/** What a run needs from the world around the engine. */
public interface RunServices {

    Clock clock();

    /** What was said before in the run's conversation, oldest first. */
    List<ChatMessage> history(RunScope run, int rounds);
}
