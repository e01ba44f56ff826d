package dev.difynative.models.chat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.difynative.models.price.Price;
import dev.difynative.models.price.Usage;
import dev.difynative.platform.error.Failure;

/** Collects a streamed answer for somebody who waits for it, and tells of each piece on the way. */
public final class ReplyCollector implements ChatSink {
    private static final double NANOS = 1e9;

    private final Consumer<String> onText;
    private final Consumer<String> onReasoning;
    private final CompletableFuture<Collected> collected = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final long startedAt = System.nanoTime();
    private List<ToolCall> calls = List.of();
    private long firstAt;

    /** A whole answer with what it cost. */
    public record Collected(ChatReply reply, Usage usage) {}

    /** What was said so far, thoughts included. */
    public record Said(String text, List<ToolCall> calls) {
        public boolean isNothing() { return text.isEmpty() && calls.isEmpty(); }
    }

    private final Price price;

    /** The price is the model's; the two are told of each piece, on the event loop of the stream. */
    public ReplyCollector(Price price, Consumer<String> onText, Consumer<String> onReasoning) {
        this.price = price;
        this.onText = onText;
        this.onReasoning = onReasoning;
    }

    /** Completes with the answer; fails with the {@link Failure} of the model. */
    public CompletableFuture<Collected> collected() {
        return collected;
    }

    @Override
    public void text(String delta) {
        keep(delta, text);
        onText.accept(delta);
    }

    @Override
    public void reasoning(String delta) {
        keep(delta, reasoning);
        onReasoning.accept(delta);
    }

    @Override
    public synchronized void toolCalls(List<ToolCall> made) {
        arrived();
        calls = List.copyOf(made);
    }

    @Override
    public void completed(Completion completion) {
        collected.complete(
                new Collected(new ChatReply(text.toString(), reasoning.toString(), calls, completion), usage(completion)));
    }

    @Override
    public void failed(Failure failure) { collected.completeExceptionally(failure); }

    /** To be asked for by any thread. */
    public synchronized Said said() { return new Said(text.toString() + reasoning, calls); }

    /** The price of these tokens, with the times of this answer until now. */
    public synchronized Usage usage(Completion completion) {
        double latency = seconds(startedAt);
        double first = firstAt == 0 ? latency : (firstAt - startedAt) / NANOS;
        return Usage.of(price, completion.promptTokens(), completion.completionTokens(), latency, first, latency - first);
    }

    private synchronized void keep(String delta, StringBuilder said) {
        arrived();
        said.append(delta);
    }

    private void arrived() {
        if (firstAt == 0) {
            firstAt = System.nanoTime();
        }
    }

    private static double seconds(long since) { return (System.nanoTime() - since) / NANOS; }
}
