package dev.difynative.testsupport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.platform.error.Failure;

/** A model that says what a test has written down for it, at once, and remembers what it was asked. */
public final class ScriptedModel implements ChatModel {
    private final List<ChatPrompt> asked = new ArrayList<>();
    private final Deque<Said> replies = new ArrayDeque<>();
    private List<ToolCall> otherwise = List.of();

    /** Pieces of an answer, those that begin with a tilde as thoughts. */
    private record Said(List<String> pieces, List<ToolCall> calls, boolean breaksOff) {}

    /** Says an answer in pieces; one that begins with a tilde is a thought. */
    public void reply(String... pieces) {
        replies.add(new Said(List.of(pieces), List.of(), false));
    }

    /** Says this and fails. */
    public void breakOff(String... pieces) { replies.add(new Said(List.of(pieces), List.of(), true)); }

    public void call(ToolCall... calls) { replies.add(new Said(List.of(), List.of(calls), false)); }

    /** Calls these when it has no reply left, which is a failure else. */
    public void callOtherwise(ToolCall... calls) {
        otherwise = List.of(calls);
    }

    /** What it was asked, the last prompt at the end. */
    public List<ChatPrompt> asked() { return asked; }

    @Override
    public String provider() { return "openai"; }

    @Override
    public String model() { return "m"; }

    @Override
    public Cancellable stream(ChatPrompt prompt, ChatSink sink) {
        asked.add(prompt);
        Said said = replies.poll();
        if (said == null && otherwise.isEmpty()) {
            sink.failed(ModelError.COMPLETION_REQUEST_ERROR.because("no more"));
            return () -> {};
        }
        Said now = said == null ? new Said(List.of(), otherwise, false) : said;
        now.pieces().forEach(piece -> {
            if (piece.startsWith("~")) {
                sink.reasoning(piece.substring(1));
            } else {
                sink.text(piece);
            }
        });
        if (now.breaksOff()) {
            sink.failed(ModelError.COMPLETION_REQUEST_ERROR.because("broken off"));
            return () -> {};
        }
        if (!now.calls().isEmpty()) {
            sink.toolCalls(now.calls());
        }
        sink.completed(new Completion("stop", 10, 5, false));
        return () -> {};
    }

    @Override
    public CompletableFuture<ChatReply> complete(ChatPrompt prompt) {
        CompletableFuture<ChatReply> reply = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        stream(prompt, new ChatSink() {
            @Override
            public void text(String piece) { text.append(piece); }

            @Override
            public void reasoning(String piece) { thoughts.append(piece); }

            @Override
            public void toolCalls(List<ToolCall> all) { calls.addAll(all); }

            @Override
            public void completed(Completion end) {
                reply.complete(new ChatReply(text.toString(), thoughts.toString(), calls, end));
            }

            @Override
            public void failed(Failure failure) { reply.completeExceptionally(failure); }
        });
        return reply;
    }
}
