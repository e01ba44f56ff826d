package dev.difynative.platform.event;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.difynative.platform.tracing.Traces;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Lets work begin on an event loop and leave it only when it has to wait. A question whose key, app and model are in memory
 * waits for nothing, and without a change of threads it costs a third less (docs/adr/0008).
 */
public final class EventLoops {
    private EventLoops() {}

    /** Thrown where waiting would begin, so that the work is done again from its beginning where it may wait. */
    public static final class WouldWait extends RuntimeException {
        private static final WouldWait HERE = new WouldWait();

        private WouldWait() { super("This would wait, which an event loop must not", null, false, false); }
    }

    /** To be called before anything that waits (for the database, another machine, a lock held long) or computes for long. */
    public static void aboutToWait() {
        if (Context.isOnEventLoopThread()) {
            throw WouldWait.HERE;
        }
    }

    /**
     * Does the work here, or on a worker thread of this context if it says that it would wait; it must change nothing before
     * it says so. A failure of work that is done here is thrown, that of work done there fails the stage. The stage completes
     * on this event loop.
     */
    public static <T> CompletionStage<T> hereOrOnWorker(Callable<T> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (WouldWait moved) {
            return Vertx.currentContext().executeBlocking(work, false).toCompletionStage();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Does the work here if this is an event loop and it need not wait, else on a virtual thread; it must change nothing before it waits. */
    public static void hereOrOnVirtualThread(Runnable work) {
        if (Context.isOnEventLoopThread()) {
            try {
                work.run();
                return;
            } catch (WouldWait moved) {
                // Falls through to where it may.
            }
        }
        Traces.onVirtualThread(work);
    }
}
