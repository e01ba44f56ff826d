package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.imfangs.dify.client.callback.ChatflowStreamCallback;
import io.github.imfangs.dify.client.callback.CompletionStreamCallback;
import io.github.imfangs.dify.client.callback.WorkflowStreamCallback;
import io.github.imfangs.dify.client.event.AgentLogEvent;
import io.github.imfangs.dify.client.event.ErrorEvent;
import io.github.imfangs.dify.client.event.IterationCompletedEvent;
import io.github.imfangs.dify.client.event.IterationNextEvent;
import io.github.imfangs.dify.client.event.IterationStartedEvent;
import io.github.imfangs.dify.client.event.LoopCompletedEvent;
import io.github.imfangs.dify.client.event.LoopNextEvent;
import io.github.imfangs.dify.client.event.LoopStartedEvent;
import io.github.imfangs.dify.client.event.MessageEndEvent;
import io.github.imfangs.dify.client.event.MessageEvent;
import io.github.imfangs.dify.client.event.MessageReplaceEvent;
import io.github.imfangs.dify.client.event.NodeFinishedEvent;
import io.github.imfangs.dify.client.event.NodeStartedEvent;
import io.github.imfangs.dify.client.event.PingEvent;
import io.github.imfangs.dify.client.event.WorkflowFinishedEvent;
import io.github.imfangs.dify.client.event.WorkflowStartedEvent;
import io.github.imfangs.dify.client.event.WorkflowTextChunkEvent;

/** What dify-java-client reads of a stream of any kind of app; whatever it cannot read fails the test. */
final class Heard implements ChatflowStreamCallback, CompletionStreamCallback, WorkflowStreamCallback {
    private static final int PATIENCE_SECONDS = 60;

    private final StringBuffer text = new StringBuffer();
    private final CompletableFuture<String> task = new CompletableFuture<>();
    private final CompletableFuture<String> conversation = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final List<Object> containers = new ArrayList<>();

    /** All that was said, when the stream is over. */
    String toTheEnd() {
        await(end);
        return text.toString();
    }

    /** The task of the stream, once something is said in it. */
    String task() { return await(task); }

    String conversation() { return await(conversation); }

    void assertSawContainers() {
        Set<String> kinds = new TreeSet<>();
        containers.forEach(event -> kinds.add(event.getClass().getSimpleName()));
        assertTrue(kinds.containsAll(Set.of("IterationStartedEvent", "IterationNextEvent", "IterationCompletedEvent",
                "LoopStartedEvent", "LoopNextEvent", "LoopCompletedEvent", "NodeStartedEvent", "NodeFinishedEvent",
                "WorkflowStartedEvent")), kinds.toString());
    }

    private static <T> T await(Future<T> awaited) {
        try {
            return awaited.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private void saw(Object event, Object data) {
        containers.add(event);
        if (data == null) {
            onException(new AssertionError(event + " has no data"));
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        text.append(event.getAnswer());
        conversation.complete(event.getConversationId());
        if (!event.getAnswer().isEmpty()) {
            task.complete(event.getTaskId());
        }
    }

    @Override
    public void onMessageEnd(MessageEndEvent event) {
        if (event.getMetadata().getUsage().getTotalTokens() == null) {
            onException(new AssertionError("The end has no usage: " + event));
        }
        end.complete(null);
    }

    @Override
    public void onWorkflowStarted(WorkflowStartedEvent event) { saw(event, event.getData().getWorkflowId()); }

    @Override
    public void onNodeStarted(NodeStartedEvent event) { saw(event, event.getData().getNodeType()); }

    @Override
    public void onNodeFinished(NodeFinishedEvent event) { saw(event, event.getData().getElapsedTime()); }

    @Override
    public void onWorkflowFinished(WorkflowFinishedEvent event) {
        saw(event, event.getData().getTotalSteps());
        end.complete(null);
    }

    @Override
    public void onWorkflowTextChunk(WorkflowTextChunkEvent event) {
        text.append(event.getData().getText());
        task.complete(event.getTaskId());
    }

    @Override
    public void onIterationStarted(IterationStartedEvent event) { saw(event, event.getData().getNodeId()); }

    @Override
    public void onIterationNext(IterationNextEvent event) { saw(event, event.getData().getIndex()); }

    @Override
    public void onIterationCompleted(IterationCompletedEvent event) { saw(event, event.getData().getOutputs()); }

    @Override
    public void onLoopStarted(LoopStartedEvent event) { saw(event, event.getData().getNodeId()); }

    @Override
    public void onLoopNext(LoopNextEvent event) { saw(event, event.getData().getIndex()); }

    @Override
    public void onLoopCompleted(LoopCompletedEvent event) { saw(event, event.getData().getStatus()); }

    @Override
    public void onAgentLog(AgentLogEvent event) { onException(new AssertionError("No agent is at work: " + event)); }

    @Override
    public void onMessageReplace(MessageReplaceEvent event) { onException(new AssertionError("Nothing is withheld: " + event)); }

    @Override
    public void onTtsMessage(io.github.imfangs.dify.client.event.TtsMessageEvent event) {
        onException(new AssertionError("Nothing is spoken by itself: " + event));
    }

    @Override
    public void onTtsMessageEnd(io.github.imfangs.dify.client.event.TtsMessageEndEvent event) {
        onException(new AssertionError("Nothing is spoken by itself: " + event));
    }

    @Override
    public void onPing(PingEvent event) {
        // Says no more than that the connection is there.
    }

    @Override
    public void onError(ErrorEvent event) { onException(new AssertionError("An error: " + event)); }

    @Override
    public void onException(Throwable fault) {
        task.completeExceptionally(fault);
        conversation.completeExceptionally(fault);
        end.completeExceptionally(fault);
    }
}
