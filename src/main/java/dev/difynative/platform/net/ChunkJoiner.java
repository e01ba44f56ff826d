package dev.difynative.platform.net;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Hands on in one piece what one read of the socket has brought of a response's body. A model server sends an HTTP chunk per
 * word and many of them in one packet; handed on one by one, each would cost a dozen calls through the client (docs/adr/0008).
 * Nothing waits for a later read.
 */
final class ChunkJoiner extends ChannelInboundHandlerAdapter {
    /** Beyond this a buffer's growth costs more than a call. */
    private static final int MOST_BYTES = 16 * 1024;

    /**
     * Where the pieces for a reader are joined. One per thread, as what a read has brought is handed on before the thread reads
     * from another connection; a buffer per read that grew with it was more than half of all that a long answer allocated.
     */
    private static final FastThreadLocal<byte[]> ROOM = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() { return new byte[MOST_BYTES]; }
    };

    private HttpContent first;
    private ByteBuf joined;
    private Consumer<ByteBuf> reader;
    private int waiting;
    private boolean begun;

    /**
     * Hands the body of the response that has just begun to a reader on this thread instead of through the client; its end goes
     * the usual way, and so may its last bytes. Does nothing when something of the body is under way already.
     */
    static void direct(HttpClientResponse response, Consumer<ByteBuf> reader) {
        if (response.request().connection() instanceof ConnectionBase connection
                && connection.channel().eventLoop().inEventLoop()) {
            ChunkJoiner joiner = connection.channel().pipeline().get(ChunkJoiner.class);
            if (joiner != null) {
                joiner.readBy(reader);
            }
        }
    }

    void readBy(Consumer<ByteBuf> reader) {
        if (!begun) {
            this.reader = reader;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpContent content) || message instanceof LastHttpContent || message instanceof HttpMessage) {
            handOn(context);
            reader = null;
            begun = !(message instanceof HttpMessage);
            context.fireChannelRead(message);
        } else if (reader != null) {
            read(context, content);
        } else if (first == null && joined == null) {
            first = content;
        } else {
            join(content);
            if (joined.readableBytes() >= MOST_BYTES) {
                handOn(context);
            }
        }
    }

    private void read(ChannelHandlerContext context, HttpContent content) {
        if (first != null || joined != null) {
            handOn(context);
        }
        try {
            byte[] room = ROOM.get();
            for (ByteBuf bytes = content.content(); bytes.isReadable();) {
                int length = Math.min(bytes.readableBytes(), room.length - waiting);
                bytes.readBytes(room, waiting, length);
                waiting += length;
                if (waiting == room.length) {
                    handOn(context);
                }
            }
        } finally {
            content.release();
        }
    }

    private void join(HttpContent content) {
        if (joined == null) {
            joined = Unpooled.buffer(Math.max(2048, 4 * (first.content().readableBytes() + content.content().readableBytes())));
            append(first);
            first = null;
        }
        append(content);
    }

    private void append(HttpContent content) {
        joined.writeBytes(content.content());
        content.release();
    }

    private void handOn(ChannelHandlerContext context) {
        HttpContent ready = joined == null ? first : new DefaultHttpContent(joined);
        first = null;
        joined = null;
        if (ready != null && reader == null) {
            begun = true;
            context.fireChannelRead(ready);
        } else if (ready != null) {
            try {
                reader.accept(ready.content());
            } finally {
                ready.release();
            }
        }
        if (waiting > 0) {
            int length = waiting;
            waiting = 0;
            reader.accept(Unpooled.wrappedBuffer(ROOM.get(), 0, length));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        handOn(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handOn(context);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        handOn(context);
        context.fireExceptionCaught(cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) { handOn(context); }
}
