package dev.difynative.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.platform.error.Failure;

/** Remembers a streamed answer and waits for its end. */
public final class RecordingSink implements ChatSink {
    public final List<String> texts = new ArrayList<>();
    public final List<String> reasonings = new ArrayList<>();
    public final List<ToolCall> calls = new ArrayList<>();
    public volatile Thread thread;
    private final CompletableFuture<Completion> end = new CompletableFuture<>();

    @Override
    public synchronized void text(String delta) {
        thread = Thread.currentThread();
        texts.add(delta);
    }

    @Override
    public synchronized void reasoning(String delta) { reasonings.add(delta); }

    @Override
    public synchronized void toolCalls(List<ToolCall> all) { calls.addAll(all); }

    @Override
    public void completed(Completion completion) {
        if (!end.complete(completion)) {
            throw new IllegalStateException("A second end: " + completion);
        }
    }

    @Override
    public void failed(Failure failure) {
        if (!end.completeExceptionally(failure)) {
            throw new IllegalStateException("A second end: " + failure);
        }
    }

    public boolean ended() { return end.isDone(); }

    public synchronized int pieces() { return texts.size(); }

    public synchronized String text() { return String.join("", texts); }

    public Completion completion() {
        try {
            return end.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException none) {
            throw new AssertionError("The answer did not complete, after: " + texts, none);
        }
    }

    public Failure failure() {
        try {
            throw new AssertionError("Completed: " + end.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            return (Failure) failed.getCause();
        } catch (InterruptedException | TimeoutException none) {
            throw new AssertionError("The answer did not end, after: " + texts, none);
        }
    }
}
