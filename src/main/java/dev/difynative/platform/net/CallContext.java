package dev.difynative.platform.net;

import dev.difynative.platform.logging.LogContext;
import dev.difynative.platform.tracing.Traces;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * The Vert.x context for a call to another machine, on the caller's event loop where it is on one. Where there are traces, each call
 * has a context of its own that knows the span which it belongs to: an event loop makes many calls at a time, and those that
 * share the context of a request would take each other's span for their parent.
 */
public final class CallContext {
    private CallContext() {}

    public static Context of(Vertx vertx) {
        Context here = vertx.getOrCreateContext();
        if (!Traces.areOn()) {
            return here;
        }
        Context own = ((ContextInternal) here).duplicate();
        LogContext.copyTo(own);
        QuarkusContextStorage.INSTANCE.attach(own, io.opentelemetry.context.Context.current());
        return own;
    }
}
