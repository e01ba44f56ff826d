package dev.difynative.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.metrics.ModelMetrics;
import dev.difynative.platform.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.semconv.incubating.GenAiIncubatingAttributes;

/**
 * Measures each call of a model, and makes a span of it where traces are on, with the names that OpenTelemetry has for that
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/). Questions and answers are not in it.
 */
@Singleton
class ModelWatch {
    private static final String CHAT = "chat";

    private final ModelMetrics metrics;

    ModelWatch(ModelMetrics metrics) { this.metrics = metrics; }

    /** {@code operation} is {@code chat}, {@code embeddings}, … */
    WatchedCall begin(String operation, String provider, String model) {
        return new WatchedCall(metrics.of(provider, model),
                Traces.areOn() ? span(operation, provider, model) : Span.getInvalid());
    }

    private static Span span(String operation, String provider, String model) {
        Span span = Traces.begin(operation + " " + model, SpanKind.CLIENT);
        span.setAttribute(GenAiIncubatingAttributes.GEN_AI_OPERATION_NAME, operation);
        span.setAttribute(GenAiIncubatingAttributes.GEN_AI_PROVIDER_NAME, provider);
        span.setAttribute(GenAiIncubatingAttributes.GEN_AI_REQUEST_MODEL, model);
        return span;
    }

    ChatModel watched(ChatModel model) {
        return new ChatModel() {
            @Override
            public String provider() { return model.provider(); }

            @Override
            public String model() { return model.model(); }

            @Override
            public Cancellable stream(ChatPrompt prompt, ChatSink sink) {
                WatchedCall call = begin(CHAT, provider(), model());
                return cancelling(call, call.send(() -> model.stream(prompt, new WatchedSink(sink, call))));
            }

            @Override
            public CompletableFuture<ChatReply> complete(ChatPrompt prompt) {
                WatchedCall call = begin(CHAT, provider(), model());
                return call.send(() -> model.complete(prompt)).whenComplete((reply, failure) -> {
                    if (failure == null) {
                        completed(call, reply.completion());
                    } else {
                        call.failed(failure);
                    }
                });
            }
        };
    }

    private static Cancellable cancelling(WatchedCall call, Cancellable stream) {
        return () -> {
            call.calledOff();
            stream.cancel();
        };
    }

    private static void completed(WatchedCall call, Completion completion) {
        call.completed(completion.promptTokens(), completion.completionTokens(), completion.finishReason());
    }

    private record WatchedSink(ChatSink sink, WatchedCall call) implements ChatSink {

        @Override
        public void text(String delta) {
            call.heard();
            sink.text(delta);
        }

        @Override
        public void reasoning(String delta) {
            call.heard();
            sink.reasoning(delta);
        }

        @Override
        public void toolCalls(List<ToolCall> calls) {
            call.heard();
            sink.toolCalls(calls);
        }

        @Override
        public void completed(Completion completion) {
            ModelWatch.completed(call, completion);
            sink.completed(completion);
        }

        @Override
        public void failed(Failure failure) {
            call.failed(failure);
            sink.failed(failure);
        }
    }
}
