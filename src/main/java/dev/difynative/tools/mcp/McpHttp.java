package dev.difynative.tools.mcp;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import dev.difynative.models.provider.SseSplitter;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.CallContext;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.Target;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** Requests to servers of the Model Context Protocol, whose answers are a body or a stream of events. */
@Singleton
class McpHttp {
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 3;

    private final OutboundClient http;
    private final Vertx vertx;

    McpHttp(OutboundClient http, Vertx vertx) {
        this.http = http;
        this.vertx = vertx;
    }

    /** What an answer begins with; {@code body} is null when a stream of events follows. */
    record Head(int status, MultiMap headers, String body) {}

    /** A message on its way: where to and what with. */
    private record Sent(HttpMethod method, String url, MultiMap headers, Buffer body, int redirects) {}

    /** Begins a request; {@code onData} takes the events of a stream, {@code onEnd} why there are no more. */
    Call begin(OutboundPolicy policy, HttpMethod method, String url, Map<String, String> headers, String body,
            Consumer<String> onData, Consumer<McpFault> onEnd) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        if (body != null) {
            all.set("content-type", "application/json");
        }
        Call call = new Call(policy, onData, onEnd);
        Sent sent = new Sent(method, url, all, body == null ? null : Buffer.buffer(body), 0);
        call.context.runOnContext(go -> call.send(sent));
        return call;
    }

    /** A request under way; lives on one event loop. */
    final class Call {
        private final CompletableFuture<Head> head = new CompletableFuture<>();
        private final OutboundPolicy policy;
        private final Consumer<String> onData;
        private final Consumer<McpFault> onEnd;
        private final Context context = CallContext.of(vertx);
        private HttpClientRequest request;
        private boolean closed;

        private Call(OutboundPolicy policy, Consumer<String> onData, Consumer<McpFault> onEnd) {
            this.policy = policy;
            this.onData = onData;
            this.onEnd = onEnd;
        }

        CompletableFuture<Head> head() { return head; }

        /** Gives the request up, if it is still under way. */
        void close() {
            context.runOnContext(go -> {
                closed = true;
                if (request != null) {
                    request.reset();
                }
            });
        }

        private void send(Sent sent) {
            Target target;
            try {
                target = Target.parse(sent.url());
            } catch (Failure invalid) {
                fail(new McpFault(0, invalid.getMessage()));
                return;
            }
            http.open(policy, context, sent.method(), target, sent.headers()).onComplete(opened -> {
                if (opened.failed()) {
                    fail(unreachable(target, opened.cause()));
                    return;
                }
                request = opened.result();
                if (closed) {
                    request.reset();
                    return;
                }
                OutboundClient.send(request, sent.body())
                        .onSuccess(response -> answered(response, sent))
                        .onFailure(broken -> fail(unreachable(target, broken)));
            });
        }

        private void answered(HttpClientResponse response, Sent sent) {
            String location = response.getHeader("location");
            boolean repeats = response.statusCode() == 307 || response.statusCode() == 308
                    || response.statusCode() / 100 == 3 && sent.method() == HttpMethod.GET;
            String type = response.getHeader("content-type");
            if (repeats && location != null && sent.redirects() < MOST_REDIRECTS) {
                response.exceptionHandler(ended -> {});
                request.reset();
                send(redirected(sent, location));
            } else if (response.statusCode() < 300 && type != null && type.startsWith("text/event-stream")) {
                stream(response);
            } else {
                whole(response);
            }
        }

        /** What was given for one host is not for another. */
        private static Sent redirected(Sent sent, String location) {
            URI from = URI.create(sent.url());
            URI next = from.resolve(location.strip());
            MultiMap kept = MultiMap.caseInsensitiveMultiMap().addAll(sent.headers());
            if (!from.getRawAuthority().equals(next.getRawAuthority())) {
                kept.clear().set("accept", sent.headers().get("accept"));
                if (sent.body() != null) {
                    kept.set("content-type", "application/json");
                }
            }
            return new Sent(sent.method(), next.toString(), kept, sent.body(), sent.redirects() + 1);
        }

        private void whole(HttpClientResponse response) {
            Buffer collected = Buffer.buffer();
            response.exceptionHandler(broken -> fail(new McpFault(0, "The answer broke off")));
            response.handler(piece -> {
                collected.appendBuffer(piece);
                if (collected.length() > MOST_BYTES) {
                    fail(new McpFault(0, "The answer is too large"));
                    request.reset();
                }
            });
            response.endHandler(end -> head.complete(new Head(response.statusCode(), response.headers(), collected.toString())));
        }

        private void stream(HttpClientResponse response) {
            SseSplitter splitter = new SseSplitter(
                    (bytes, offset, length) -> onData.accept(new String(bytes, offset, length, StandardCharsets.UTF_8)));
            response.exceptionHandler(broken -> onEnd.accept(new McpFault(0, "The stream broke off")));
            response.handler(piece -> {
                try {
                    splitter.feed(piece);
                } catch (IOException tooLong) {
                    onEnd.accept(new McpFault(0, tooLong.getMessage()));
                    request.reset();
                }
            });
            response.endHandler(end -> onEnd.accept(new McpFault(0, "The stream ended without an answer")));
            head.complete(new Head(response.statusCode(), response.headers(), null));
        }

        private void fail(McpFault fault) {
            head.completeExceptionally(fault);
            onEnd.accept(fault);
        }

        private static McpFault unreachable(Target target, Throwable cause) {
            return new McpFault(0, cause instanceof Failure failure
                    ? failure.getMessage()
                    : "'%s' cannot be reached: %s".formatted(target.host(), cause.getMessage()));
        }
    }
}
