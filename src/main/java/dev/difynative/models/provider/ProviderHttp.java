package dev.difynative.models.provider;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.CallContext;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundError;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.tracing.Traces;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** Calls model providers, streamed or whole, with the retries and the failures that all protocols share. */
@Singleton
public class ProviderHttp {
    private static final int MAX_ANSWER = 64 * 1024 * 1024;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream");

    private final OutboundClient outbound;
    private final ProviderConfig config;
    private final Retries retries;
    private final Vertx vertx;

    ProviderHttp(OutboundClient outbound, ProviderConfig config, Vertx vertx) {
        this.outbound = outbound;
        this.config = config;
        this.vertx = vertx;
        retries = new Retries(config);
    }

    OutboundClient outbound() { return outbound; }

    ProviderConfig config() { return config; }

    Retries retries() { return retries; }

    public Vertx vertx() { return vertx; }

    /** Streams an answer to the sink on the caller's event loop; returns at once. */
    public Cancellable stream(StreamedRequest request, ChatPrompt prompt, ChatSink sink) {
        Context context = CallContext.of(vertx);
        StreamCall call = new StreamCall(this, context, request, prompt, sink);
        context.runOnContext(go -> call.start());
        return call;
    }

    /** A whole chat answer. */
    public CompletableFuture<ChatReply> complete(ProviderRequest request, AnswerDecoder decoder, ChatPrompt prompt) {
        return call(request).thenApplyAsync(body -> reply(request.endpoint(), decoder, body, prompt), Thread::startVirtualThread);
    }

    /** The body of a successful answer; repeated as configured. The future fails with a {@link Failure}. */
    public CompletableFuture<Buffer> call(ProviderRequest request) {
        CompletableFuture<Buffer> answer = new CompletableFuture<>();
        attempt(request, 0, answer);
        return answer;
    }

    /** The provider's answer as it is, whatever its status, tried once. */
    public CompletableFuture<OutboundResponse> probe(ProviderRequest request) {
        return outbound.send(whole(request));
    }

    private void attempt(ProviderRequest request, int tries, CompletableFuture<Buffer> answer) {
        outbound.send(whole(request)).whenComplete((response, broken) -> {
            if (broken == null && response.successful()) {
                answer.complete(response.body());
                return;
            }
            OptionalLong pause = worthRetrying(response, broken)
                    ? retries.pause(tries, response == null
                            ? OptionalLong.empty()
                            : Retries.asked(response.headers().get(HttpHeaders.RETRY_AFTER)))
                    : OptionalLong.empty();
            if (pause.isPresent()) {
                CompletableFuture.delayedExecutor(pause.getAsLong(), TimeUnit.MILLISECONDS, Traces.fromHere())
                        .execute(() -> attempt(request, tries + 1, answer));
            } else {
                answer.completeExceptionally(failure(request.endpoint(), response, broken));
            }
        });
    }

    private static boolean worthRetrying(OutboundResponse response, Throwable broken) {
        return broken == null
                ? Retries.worthwhile(response.status(), response.body())
                : cause(broken) instanceof Failure failure && failure.code() == OutboundError.UNREACHABLE;
    }

    private static Failure failure(ProviderEndpoint endpoint, OutboundResponse response, Throwable broken) {
        if (broken == null) {
            Failure fault = ProviderFaults.ofStatus(endpoint, response.status(), response.body());
            return response.status() == 429 && Retries.worthwhile(429, response.body())
                    ? fault.withRetryAfter(wholeSeconds(Retries.asked(response.headers().get(HttpHeaders.RETRY_AFTER))))
                    : fault;
        }
        return ModelError.COMPLETION_REQUEST_ERROR.because(endpoint.presentable(String.valueOf(cause(broken).getMessage())));
    }

    /** A limit passes; who can wait longer than a request is to know for how long. */
    private static long wholeSeconds(OptionalLong askedMillis) {
        return Math.max(1, Math.ceilDiv(askedMillis.orElse(0), 1000L));
    }

    private static Throwable cause(Throwable broken) {
        return broken instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : broken;
    }

    private OutboundRequest whole(ProviderRequest request) {
        return new OutboundRequest(OutboundPolicy.ADMIN, request.body() == null ? HttpMethod.GET : HttpMethod.POST,
                request.target(),
                headers(request.endpoint(), false).set(HttpHeaders.CONTENT_TYPE, request.contentType()), request.body(),
                new OutboundRequest.Options(config.wholeTimeout(), MAX_ANSWER, 0));
    }

    MultiMap headers(ProviderEndpoint endpoint, boolean streamed) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set(HttpHeaders.CONTENT_TYPE, JSON).set(HttpHeaders.ACCEPT, streamed ? EVENTS : JSON);
        endpoint.headers().forEach(headers::set);
        return headers;
    }

    private static ChatReply reply(ProviderEndpoint endpoint, AnswerDecoder decoder, Buffer body, ChatPrompt prompt) {
        Collected collected = new Collected();
        try {
            decoder.whole(body.getBytes(), collected);
        } catch (IOException unreadable) {
            throw ProviderFaults.unreadable(endpoint);
        }
        if (decoder.complaint() != null) {
            throw ProviderFaults.of(endpoint, 0, decoder.complaint());
        }
        if (!decoder.complete()) {
            throw ProviderFaults.unreadable(endpoint);
        }
        String text = collected.text.toString();
        List<ToolCall> calls = decoder.toolCalls();
        Completion completion = decoder.promptTokens() >= 0 && decoder.completionTokens() >= 0
                ? new Completion(decoder.finishReason(), decoder.promptTokens(), decoder.completionTokens(), false)
                : TokenEstimate.of(prompt, text + collected.reasoning, calls, decoder.finishReason());
        return new ChatReply(text, collected.reasoning.isEmpty() ? null : collected.reasoning.toString(), calls, completion);
    }

    private static final class Collected implements AnswerDecoder.Pieces {
        final StringBuilder text = new StringBuilder();
        final StringBuilder reasoning = new StringBuilder();

        @Override
        public void text(String delta) { text.append(delta); }

        @Override
        public void reasoning(String delta) { reasoning.append(delta); }
    }
}
