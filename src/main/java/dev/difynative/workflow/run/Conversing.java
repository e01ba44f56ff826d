package dev.difynative.workflow.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.value.VariablePool;

/** The conversation that a run answers in. */
public interface Conversing {

    /** Stores the message as being answered. */
    CompletableFuture<Void> open();

    /** Stores what was said so far. */
    void grown(String answer);

    /** Stores the answer with the conversation's variables; the metadata of the answer as JSON. */
    Closing close(Said said, RunResult result, VariablePool pool);

    /** Watches the answer grow. */
    OutputModeration watcher();

    /** Whether the answer is to be heard as well. */
    boolean isSpoken();

    /** Speaks the answer, some of it as MP3 at a time; waits for the model. */
    void speak(String answer, Consumer<byte[]> pieces);

    /** What was said, with its sources; {@code annotationReply} names the annotation that has said it, or is null. */
    record Said(String answer, List<JsonNode> citations, JsonNode annotationReply) {}

    /** {@code metadata} is a JSON object. */
    record Closing(String metadata, CompletableFuture<Void> stored) {}
}
