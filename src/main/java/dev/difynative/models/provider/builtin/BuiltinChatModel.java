package dev.difynative.models.provider.builtin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The built-in answerer, streamed word by word; tokens are counted as terms, since no vocabulary is loaded for it. */
public final class BuiltinChatModel implements ChatModel {
    private static final Pattern PIECES = Pattern.compile("\\S{1,12}\\s*|\\s+");

    private final Vertx vertx;
    private final String model;

    public BuiltinChatModel(Vertx vertx, String model) {
        this.vertx = vertx;
        this.model = model;
    }

    @Override
    public String provider() { return Builtin.ID; }

    @Override
    public String model() { return model; }

    @Override
    public Cancellable stream(ChatPrompt prompt, ChatSink sink) {
        Context context = vertx.getOrCreateContext();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread.ofVirtual().name("builtin-chat").start(() -> {
            try {
                ChatReply reply = reply(prompt);
                List<String> pieces = PIECES.matcher(reply.text()).results().map(MatchResult::group).toList();
                context.runOnContext(go -> emit(pieces, 0, reply.completion(), sink, context, cancelled));
            } catch (RuntimeException unexpected) {
                context.runOnContext(go -> {
                    if (!cancelled.get()) {
                        sink.failed(ModelError.COMPLETION_REQUEST_ERROR.because("The built-in model could not answer"));
                    }
                });
                throw unexpected;
            }
        });
        return () -> cancelled.set(true);
    }

    /** One piece per turn of the event loop, so that a cancel in between is seen. */
    private static void emit(List<String> pieces, int next, Completion end, ChatSink sink, Context context,
            AtomicBoolean cancelled) {
        if (cancelled.get()) {
            return;
        }
        if (next == pieces.size()) {
            sink.completed(end);
            return;
        }
        sink.text(pieces.get(next));
        context.runOnContext(go -> emit(pieces, next + 1, end, sink, context, cancelled));
    }

    @Override
    public CompletableFuture<ChatReply> complete(ChatPrompt prompt) { return CompletableFuture.completedFuture(reply(prompt)); }

    private ChatReply reply(ChatPrompt prompt) {
        String answer = ExtractiveAnswerer.answer(prompt, model);
        int asked = prompt.messages().stream().map(ChatMessage::text).mapToInt(text -> Terms.of(text).size()).sum();
        return new ChatReply(answer, null, List.of(), new Completion("stop", asked, Terms.of(answer).size(), true));
    }
}
