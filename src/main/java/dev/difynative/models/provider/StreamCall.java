package dev.difynative.models.provider;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import io.netty.buffer.ByteBuf;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** One streamed answer with its retries; everything but {@link #cancel} happens on the event loop of its context. */
final class StreamCall implements Cancellable, AnswerDecoder.Pieces {
    private static final Logger LOG = Logger.getLogger(StreamCall.class);
    private static final int MAX_COMPLAINT = 64 * 1024;
    private static final int MAX_DOCUMENT = 16 * 1024 * 1024;
    /** How long a connection may stay open after the answer's end before it is given up instead of used again. */
    private static final long LINGER_MILLIS = 3_000;

    private final ProviderHttp http;
    private final Context context;
    private final StreamedRequest request;
    private final ChatPrompt prompt;
    private final ChatSink sink;
    // Needed only when the provider sends no usage, which is known only at the end.
    private final StringBuilder said = new StringBuilder();
    private AnswerDecoder decoder;
    private HttpClientRequest current;
    private int attempt;
    private boolean spoken;
    private boolean over;
    private volatile boolean cancelled;
    private long lastHeard;
    private long timer = -1;

    StreamCall(ProviderHttp http, Context context, StreamedRequest request, ChatPrompt prompt, ChatSink sink) {
        this.http = http;
        this.context = context;
        this.request = request;
        this.prompt = prompt;
        this.sink = sink;
    }

    void start() {
        if (over || cancelled) {
            return;
        }
        decoder = request.decoder();
        rearm(http.config().firstByteTimeout().toMillis());
        lastHeard = System.nanoTime();
        int started = attempt;
        ProviderRequest call = request.request();
        http.outbound()
                .open(OutboundPolicy.ADMIN, context, HttpMethod.POST, call.target(), http.headers(call.endpoint(), true))
                .onComplete(opened -> opened(opened, call, started));
    }

    private void opened(AsyncResult<HttpClientRequest> opened, ProviderRequest call, int started) {
        if (over || cancelled || started != attempt) {
            if (opened.succeeded()) {
                opened.result().reset();
            }
        } else if (opened.failed()) {
            lost(opened.cause());
        } else {
            current = opened.result();
            OutboundClient.send(current, call.body()).onComplete(answered -> {
                if (over || cancelled || started != attempt) {
                    return;
                }
                if (answered.failed()) {
                    lost(answered.cause());
                } else {
                    responded(answered.result());
                }
            });
        }
    }

    private void responded(HttpClientResponse response) {
        heard();
        if (response.statusCode() != 200) {
            collect(response, MAX_COMPLAINT, body -> refused(response, body));
            return;
        }
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("application/json")) {
            collect(response, MAX_DOCUMENT, this::whole);
            return;
        }
        rearm(http.config().idleTimeout().toMillis());
        int started = attempt;
        SseSplitter splitter = new SseSplitter((bytes, offset, length) -> {
            if (!over && !cancelled) {
                decoder.event(bytes, offset, length, this);
            }
        });
        response.handler(buffer -> streamed(splitter, buffer.getByteBuf()));
        OutboundClient.readDirectly(response, context, bytes -> streamed(splitter, bytes));
        response.exceptionHandler(broken -> {
            if (started == attempt) {
                stopped(null);
            }
        });
        response.endHandler(end -> {
            if (started == attempt) {
                stopped(splitter);
            }
        });
    }

    private void streamed(SseSplitter splitter, ByteBuf bytes) {
        if (over || cancelled) {
            return;
        }
        lastHeard = System.nanoTime();
        try {
            splitter.feed(bytes);
            if (decoder.ended()) {
                finish();
            } else if (decoder.complaint() != null) {
                fail(ProviderFaults.of(request.endpoint(), 0, decoder.complaint()));
            }
        } catch (IOException unreadable) {
            LOG.debugf(unreadable, "Unreadable answer of %s", request.endpoint().provider());
            fail(ProviderFaults.unreadable(request.endpoint()));
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "An answer of %s could not be handed on", request.endpoint().provider());
            fail(ModelError.COMPLETION_REQUEST_ERROR.because("The answer could not be processed"));
        }
    }

    /** The response is over, orderly (with its splitter) or not. */
    private void stopped(SseSplitter splitter) {
        if (over) {
            disarm();
            return;
        }
        if (cancelled) {
            return;
        }
        try {
            if (splitter != null) {
                splitter.end();
            }
        } catch (IOException unreadable) {
            fail(ProviderFaults.unreadable(request.endpoint()));
            return;
        }
        if (decoder.ended() || decoder.complete()) {
            finish();
            disarm();
        } else if (decoder.complaint() != null) {
            fail(ProviderFaults.of(request.endpoint(), 0, decoder.complaint()));
        } else if (spoken || !retry(OptionalLong.empty())) {
            fail(ProviderFaults.brokenOff(request.endpoint()));
        }
    }

    private void whole(Buffer document) {
        try {
            decoder.whole(document.getBytes(), this);
        } catch (IOException unreadable) {
            fail(ProviderFaults.unreadable(request.endpoint()));
            return;
        }
        if (decoder.complaint() != null) {
            fail(ProviderFaults.of(request.endpoint(), 0, decoder.complaint()));
        } else if (decoder.complete()) {
            finish();
            disarm();
        } else {
            fail(ProviderFaults.unreadable(request.endpoint()));
        }
    }

    private void refused(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status == 400 && request.withoutUsage(ProviderFaults.complaint(status, body))) {
            attempt++;
            start();
        } else if (!Retries.worthwhile(status, body) || !retry(Retries.asked(response.getHeader(HttpHeaders.RETRY_AFTER)))) {
            fail(ProviderFaults.ofStatus(request.endpoint(), status, body));
        }
    }

    /** The connection could not be made or was lost before an answer. */
    private void lost(Throwable cause) {
        if (cause instanceof Failure blocked) {
            fail(ModelError.COMPLETION_REQUEST_ERROR.because(blocked.getMessage()));
        } else if (!retry(OptionalLong.empty())) {
            fail(ProviderFaults.unreachable(request.endpoint(), cause));
        }
    }

    /** Tries again after a pause, if that is still allowed. */
    private boolean retry(OptionalLong askedMillis) {
        OptionalLong pause = http.retries().pause(attempt, askedMillis);
        if (spoken || pause.isEmpty()) {
            return false;
        }
        attempt++;
        current = null;
        disarm();
        timer = context.owner().setTimer(pause.getAsLong(), go -> start());
        return true;
    }

    private void collect(HttpClientResponse response, int maxBytes, Consumer<Buffer> whenWhole) {
        Buffer collected = Buffer.buffer();
        int started = attempt;
        response.handler(piece -> {
            lastHeard = System.nanoTime();
            if (collected.length() < maxBytes) {
                collected.appendBuffer(piece);
            }
        });
        response.exceptionHandler(broken -> {
            if (!over && !cancelled && started == attempt) {
                lost(broken);
            }
        });
        response.endHandler(end -> {
            if (!over && !cancelled && started == attempt) {
                whenWhole.accept(collected);
            }
        });
    }

    @Override
    public void text(String delta) {
        if (!delta.isEmpty() && !over && !cancelled) {
            spoken = true;
            said.append(delta);
            sink.text(delta);
        }
    }

    @Override
    public void reasoning(String delta) {
        if (!delta.isEmpty() && !over && !cancelled) {
            spoken = true;
            said.append(delta);
            sink.reasoning(delta);
        }
    }

    private void finish() {
        over = true;
        // The response's own end is still to come, and makes the connection free for the next request.
        rearm(LINGER_MILLIS);
        List<ToolCall> calls = decoder.toolCalls();
        if (!calls.isEmpty()) {
            sink.toolCalls(calls);
        }
        if (decoder.promptTokens() >= 0 && decoder.completionTokens() >= 0) {
            completed(new Completion(decoder.finishReason(), decoder.promptTokens(), decoder.completionTokens(), false));
            return;
        }
        String answer = said.toString();
        String reason = decoder.finishReason();
        Thread.ofVirtual().name("count-tokens").start(() -> {
            Completion counted = TokenEstimate.of(prompt, answer, calls, reason);
            context.runOnContext(go -> completed(counted));
        });
    }

    private void completed(Completion completion) {
        if (!cancelled) {
            sink.completed(completion);
        }
    }

    private void fail(Failure failure) {
        if (over) {
            return;
        }
        over = true;
        release();
        if (!cancelled) {
            sink.failed(failure);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (Context.isOnEventLoopThread() && Vertx.currentContext() == context) {
            release();
        } else {
            context.runOnContext(go -> release());
        }
    }

    /** Ends the exchange at once; over HTTP/1.1 that closes the connection, which is how the provider notices. */
    private void release() {
        disarm();
        HttpClientRequest under = current;
        current = null;
        if (under != null) {
            under.reset();
        }
    }

    private void heard() { lastHeard = System.nanoTime(); }

    private void rearm(long millis) {
        disarm();
        timer = context.owner().setTimer(Math.max(1, millis), fired -> expired(millis));
    }

    private void expired(long millis) {
        long rest = millis - (System.nanoTime() - lastHeard) / 1_000_000;
        if (over) {
            release();
        } else if (rest > 0) {
            timer = context.owner().setTimer(rest, fired -> expired(millis));
        } else {
            fail(ProviderFaults.silent(request.endpoint(), Math.max(1, millis / 1000)));
        }
    }

    private void disarm() {
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
            timer = -1;
        }
    }
}
