package dev.difynative.platform.net;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.difynative.platform.error.Failure;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** One request with its redirects, read whole; lives on one event loop. */
final class Exchange {
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization", "x-api-key",
            "api-key");

    private final OutboundClient client;
    private final Context context;
    private final OutboundRequest request;
    private final CompletableFuture<OutboundResponse> answer;
    private HttpClientRequest current;
    private long timer;

    Exchange(OutboundClient client, Context context, OutboundRequest request, CompletableFuture<OutboundResponse> answer) {
        this.client = client;
        this.context = context;
        this.request = request;
        this.answer = answer;
    }

    void start() {
        timer = context.owner().setTimer(Math.max(1, request.options().timeout().toMillis()),
                fired -> fail(OutboundError.TIMED_OUT
                        .because("'%s' did not answer within %d s", request.target().host(),
                                request.options().timeout().toSeconds())));
        answer.whenComplete((done, failed) -> {
            if (answer.isCancelled()) {
                context.runOnContext(go -> finish());
            }
        });
        hop(request.method(), request.target(), request.headers(), request.body(), 0);
    }

    private void hop(HttpMethod method, Target target, MultiMap headers, Buffer body, int redirects) {
        client.open(request.policy(), context, method, target, headers, request.options().verifyPeer()).onComplete(opened -> {
            if (opened.failed()) {
                fail(unreachable(target, opened.cause()));
                return;
            }
            current = opened.result();
            if (answer.isDone()) {
                current.reset();
                return;
            }
            OutboundClient.send(current, body)
                    .onSuccess(response -> responded(response, method, target, headers, body, redirects))
                    .onFailure(broken -> fail(unreachable(target, broken)));
        });
    }

    private void responded(HttpClientResponse response, HttpMethod method, Target target, MultiMap headers, Buffer body,
            int redirects) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        if (location == null || !isRedirect(response.statusCode()) || request.options().maxRedirects() == 0) {
            collect(response, target);
            return;
        }
        // What comes after the head of a redirect is of no interest, nor is how it ends.
        response.exceptionHandler(ended -> {});
        current.reset();
        if (redirects == request.options().maxRedirects()) {
            fail(OutboundError.TOO_MANY_REDIRECTS.because("'%s' redirects more than %d times", request.target().host(),
                    redirects));
            return;
        }
        try {
            Target next = target.redirected(location);
            // As browsers do: only 307 and 308 repeat the body.
            boolean repeat = response.statusCode() >= 307 || method == HttpMethod.GET || method == HttpMethod.HEAD;
            hop(repeat ? method : HttpMethod.GET, next, headersFor(next, target, headers, repeat), repeat ? body : null,
                    redirects + 1);
        } catch (Failure invalid) {
            fail(invalid);
        }
    }

    private static MultiMap headersFor(Target next, Target target, MultiMap headers, boolean withBody) {
        MultiMap kept = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        if (!next.sameOrigin(target)) {
            CREDENTIALS.forEach(kept::remove);
        }
        if (!withBody) {
            kept.remove(HttpHeaders.CONTENT_TYPE).remove(HttpHeaders.CONTENT_LENGTH);
        }
        return kept;
    }

    private void collect(HttpClientResponse response, Target target) {
        Buffer collected = Buffer.buffer();
        response.exceptionHandler(broken -> fail(unreachable(target, broken)));
        response.handler(piece -> {
            collected.appendBuffer(piece);
            if (collected.length() > request.options().maxResponseBytes()) {
                fail(OutboundError.RESPONSE_TOO_LARGE.because("The answer of '%s' is larger than %d bytes", target.host(),
                        request.options().maxResponseBytes()));
            }
        });
        response.endHandler(end -> {
            if (answer.complete(new OutboundResponse(response.statusCode(), response.headers(), collected))) {
                context.owner().cancelTimer(timer);
            }
        });
    }

    private void fail(Failure failure) {
        if (answer.completeExceptionally(failure)) {
            finish();
        }
    }

    private void finish() {
        context.owner().cancelTimer(timer);
        if (current != null) {
            current.reset();
        }
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static Failure unreachable(Target target, Throwable cause) {
        return cause instanceof Failure failure
                ? failure
                : OutboundError.UNREACHABLE.because("'%s' cannot be reached: %s", target.authority(), reason(cause));
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
