package dev.difynative.platform.tracing;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * Spans that this service adds to those of the requests that it gets and sends, and work that goes on elsewhere in the same
 * trace. Where traces are switched off, all of this does nothing.
 */
public final class Traces {
    private static final String BY = "dev.difynative";
    private static volatile boolean on;

    private Traces() {}

    static void switchOn(boolean now) { on = now; }

    public static boolean areOn() { return on; }

    /** Begins a span below the one that this thread is in. */
    public static Span begin(String name, SpanKind kind) {
        return on
                ? GlobalOpenTelemetry.getOrNoop().getTracer(BY).spanBuilder(name).setSpanKind(kind).startSpan()
                : Span.getInvalid();
    }

    /** Tells something of the span that this thread is in. */
    public static void tell(String name, String value) {
        if (on) {
            Span.current().setAttribute(name, value);
        }
    }

    /** Does the work, whose calls and spans are below the given one. */
    public static <T> T within(Span span, Supplier<T> work) {
        if (!span.getSpanContext().isValid()) {
            return work.get();
        }
        try (Scope within = span.makeCurrent()) {
            return work.get();
        }
    }

    /** Starts work that belongs to what this thread does now; as an {@link Executor}, to what the thread does that hands it in. */
    public static void onVirtualThread(Runnable work) {
        Thread.startVirtualThread(on ? Context.current().wrap(work) : work);
    }

    /** Starts work on virtual threads that belongs to what this thread does now, whichever thread hands it in later. */
    public static Executor fromHere() {
        if (!on) {
            return Thread::startVirtualThread;
        }
        Context here = Context.current();
        return work -> Thread.startVirtualThread(here.wrap(work));
    }
}
