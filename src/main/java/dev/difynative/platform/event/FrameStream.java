package dev.difynative.platform.event;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The frames of one event stream on their way to one reader.
 *
 * <p>
 * Each frame stays a frame of its own, but all frames that are ready when the reader asks travel in one buffer: a model
 * server sends many pieces in one packet, and a write per piece would cost a system call each. Frames that nobody reads any
 * more are dropped; the run that makes them does not notice. The buffers come from a pool, and the reader gives them back.
 */
public final class FrameStream extends AbstractMulti<ByteBuf> implements Flow.Subscription {
    /** Room before the frames in each buffer, for what the transport has to say first. */
    public static final int HEADROOM = 10;

    private static final byte[] PING = "event: ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_BYTES = 4096;

    private final Vertx vertx;
    private final Context context;
    private MultiSubscriber<? super ByteBuf> reader;
    private ByteBuf pending;
    private long demand;
    private boolean drainScheduled;
    private boolean ended;
    private boolean gone;
    private boolean last;
    private long pingTimer = -1;
    private Runnable whenReaderLeaves = () -> {};

    /** Makes a stream whose frames are handed over on the event loop of {@code context}. */
    public FrameStream(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** Called once if the reader goes away before the stream ends. */
    public synchronized FrameStream whenReaderLeaves(Runnable action) {
        whenReaderLeaves = action;
        return this;
    }

    /** Sends {@code event: ping} each {@code millis} from now on, so that proxies do not cut a silent stream. */
    public synchronized void pingEvery(long millis) {
        if (!ended && !gone) {
            pingTimer = vertx.setPeriodic(millis, timer -> append(PING));
        }
    }

    /** Appends the bytes of one or more whole frames, given in pieces. */
    public void append(byte[]... pieces) {
        write(room -> {
            for (byte[] piece : pieces) {
                room.writeBytes(piece);
            }
        });
    }

    /** Appends a whole frame with a text in it, which is written in UTF-8 as it is. */
    public void append(byte[] start, String text, byte[] end) {
        write(room -> {
            room.writeBytes(start);
            ByteBufUtil.writeUtf8(room, text);
            room.writeBytes(end);
        });
    }

    private void write(Consumer<ByteBuf> frames) {
        boolean drain;
        synchronized (this) {
            if (ended || gone) {
                return;
            }
            if (pending == null) {
                pending = PooledByteBufAllocator.DEFAULT.directBuffer(FIRST_BYTES).setIndex(HEADROOM, HEADROOM);
            }
            frames.accept(pending);
            drain = claimDrain();
        }
        if (drain) {
            scheduleDrain();
        }
    }

    /** Ends the stream after the frames appended so far. */
    public void end() {
        boolean drain;
        synchronized (this) {
            ended = true;
            cancelPing();
            drain = claimDrain();
        }
        if (drain) {
            scheduleDrain();
        }
    }

    @Override
    public void subscribe(MultiSubscriber<? super ByteBuf> subscriber) {
        synchronized (this) {
            if (reader != null) {
                throw new IllegalStateException("A frame stream has one reader");
            }
            reader = subscriber;
        }
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        boolean drain;
        synchronized (this) {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            drain = claimDrain();
        }
        if (drain) {
            scheduleDrain();
        }
    }

    /** Whether what is appended now can still reach a reader. */
    public synchronized boolean isRead() { return !ended && !gone; }

    /** Whether the frames that are being handed over are the last ones; for the reader while it takes them. */
    public boolean isComplete() {
        return last;
    }

    @Override
    public void cancel() {
        Runnable action;
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            drop();
            cancelPing();
            action = ended ? () -> {} : whenReaderLeaves;
        }
        action.run();
    }

    // Under the lock that a change holds anyway: this is asked for each piece.
    private boolean claimDrain() {
        if (drainScheduled || gone || reader == null || !(ended || (pending != null && demand > 0))) {
            return false;
        }
        drainScheduled = true;
        return true;
    }

    private void scheduleDrain() {
        // As a task of its own: what the model's connection delivers in this round of the loop is collected first.
        context.runOnContext(ignored -> drain());
    }

    private void drain() {
        ByteBuf ready = null;
        boolean complete;
        MultiSubscriber<? super ByteBuf> to;
        synchronized (this) {
            drainScheduled = false;
            if (gone) {
                return;
            }
            to = reader;
            if (pending != null && demand > 0) {
                ready = pending;
                pending = null;
                demand--;
            }
            complete = ended && pending == null;
            gone = complete;
        }
        if (ready != null) {
            last = complete;
            to.onItem(ready);
        }
        if (complete) {
            to.onCompletion();
        }
    }

    private void drop() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private void cancelPing() {
        if (pingTimer >= 0) {
            vertx.cancelTimer(pingTimer);
            pingTimer = -1;
        }
    }
}
