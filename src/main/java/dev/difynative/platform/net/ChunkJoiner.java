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

    private HttpContent first;
    private ByteBuf joined;
    private Consumer<ByteBuf> reader;
    private boolean begun;

    /**
     * Hands the body of the response that has just begun to a reader on this thread instead of through the client; its end goes
     * the usual way, and so may its last bytes. Does nothing when something of the body is under way already.
     */
    static void direct(HttpClientResponse response, Consumer<ByteBuf> reader) {
        if (response.request().connection() instanceof ConnectionBase connection
                && connection.channel().eventLoop().inEventLoop()) {
            ChunkJoiner joiner = connection.channel().pipeline().get(ChunkJoiner.class);
            if (joiner != null && !joiner.begun) {
                joiner.reader = reader;
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpContent content) || message instanceof LastHttpContent || message instanceof HttpMessage) {
            handOn(context);
            reader = null;
            begun = !(message instanceof HttpMessage);
            context.fireChannelRead(message);
        } else if (first == null && joined == null) {
            first = content;
        } else {
            join(content);
            if (joined.readableBytes() >= MOST_BYTES) {
                handOn(context);
            }
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
        if (ready == null) {
            return;
        }
        if (reader == null) {
            begun = true;
            context.fireChannelRead(ready);
        } else {
            try {
                reader.accept(ready.content());
            } finally {
                ready.release();
            }
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
