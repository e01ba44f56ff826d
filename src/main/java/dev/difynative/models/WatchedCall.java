package dev.difynative.models;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.metrics.ModelMetrics;
import dev.difynative.platform.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.incubating.GenAiIncubatingAttributes;

/** One call of a model; its first end counts, from whichever thread that comes. */
final class WatchedCall {
    private static final double NANOS = 1e9;

    private final ModelMetrics.Model meters;
    private final Span span;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean heard;
    private long answeredAt;

    WatchedCall(ModelMetrics.Model meters, Span span) {
        this.meters = meters;
        this.span = span;
    }

    /** Makes the call; what it sends to other machines belongs to it. */
    <T> T send(Supplier<T> call) {
        try {
            return Traces.within(span, call);
        } catch (RuntimeException refused) {
            failed(refused);
            throw refused;
        }
    }

    /** A piece of the answer has come; only the first one counts. */
    void heard() {
        if (!heard) {
            heard = true;
            long nanos = System.nanoTime() - startedAt;
            meters.firstToken(nanos);
            span.setAttribute("gen_ai.response.time_to_first_chunk", nanos / NANOS);
        }
    }

    /** The answer is here, and its tokens are still to be counted. */
    void answered() { answeredAt = System.nanoTime(); }

    void completed(int tokensIn, int tokensOut) { completed(tokensIn, tokensOut, null); }

    /** {@code reason} is why the model ended, or null where it does not say. */
    void completed(int tokensIn, int tokensOut, String reason) {
        if (over.compareAndSet(false, true)) {
            meters.completed((answeredAt == 0 ? System.nanoTime() : answeredAt) - startedAt, tokensIn, tokensOut);
            span.setAttribute(GenAiIncubatingAttributes.GEN_AI_USAGE_INPUT_TOKENS, tokensIn);
            span.setAttribute(GenAiIncubatingAttributes.GEN_AI_USAGE_OUTPUT_TOKENS, tokensOut);
            if (reason != null) {
                span.setAttribute(GenAiIncubatingAttributes.GEN_AI_RESPONSE_FINISH_REASONS, List.of(reason));
            }
            span.end();
        }
    }

    void failed(Throwable thrown) {
        if (over.compareAndSet(false, true)) {
            Throwable cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : thrown;
            meters.failed();
            // No message: a provider may repeat in it what it was asked.
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(ErrorAttributes.ERROR_TYPE, cause instanceof Failure failure
                    ? failure.code().wire().code()
                    : cause.getClass().getName());
            span.end();
        }
    }

    /** Nobody needs the answer any more. */
    void calledOff() {
        if (over.compareAndSet(false, true)) {
            span.setAttribute("dify.called_off", true);
            span.end();
        }
    }
}
