package dev.difynative.api.sse;

import java.util.concurrent.Flow;

import dev.difynative.platform.event.FrameStream;
import dev.difynative.platform.metrics.StreamMetrics;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A client at the other end of a connection: takes frames as fast as the connection does, and leaves with it. */
final class FrameReader implements MultiSubscriber<ByteBuf> {
    private final FrameStream frames;
    private final HttpServerResponse response;
    private final StreamMetrics metrics;
    private final BodyChunks chunks;
    private boolean begun;
    private volatile boolean left;

    FrameReader(FrameStream frames, RoutingContext exchange, StreamMetrics metrics) {
        this.frames = frames;
        this.response = exchange.response();
        this.chunks = BodyChunks.of(exchange.request());
        this.metrics = metrics;
        exchange.addEndHandler(endedOrClosed -> leave());
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (response.closed()) {
            leave();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onItem(ByteBuf ready) {
        if (left) {
            ready.release();
        } else if (frames.isComplete()) {
            // In one write with the end of the body.
            giveBack(ready, response.end(Buffer.buffer(ready)));
            leave();
        } else if (begun && chunks != null) {
            chunks.write(ready);
            goOn(chunks.isWritable());
        } else {
            begun = true;
            giveBack(ready, response.write(Buffer.buffer(ready)));
            goOn(!response.writeQueueFull());
        }
    }

    private void goOn(boolean writable) {
        if (writable) {
            frames.request(1);
        } else {
            response.drainHandler(drained -> frames.request(1));
        }
    }

    /** Vert.x leaves what it has written to the collector, which knows nothing of Netty's pool. */
    private static void giveBack(ByteBuf ready, Future<Void> written) {
        written.onComplete(done -> ready.release());
    }

    @Override
    public void onFailure(Throwable impossible) { throw new IllegalStateException("A frame stream does not fail", impossible); }

    @Override
    public void onCompletion() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
        leave();
    }

    private void leave() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        metrics.closed();
        frames.cancel();
    }
}
