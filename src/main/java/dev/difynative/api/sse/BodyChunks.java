package dev.difynative.api.sse;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Writes chunks of a response's body (RFC 9112, 7.1) past the server's encoder, which is told of head and end only. Through it a
 * chunk is three buffers, a lock and a promise: a third of what a piece costs when pieces of thousands of streams come one by one
 * (docs/adr/0003).
 */
final class BodyChunks {
    private static final String ENCODER = "httpEncoder";
    private static final String COMPRESSOR = "deflater";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_END = '\r' << 8 | '\n';

    private final ChannelHandlerContext encoder;

    private BodyChunks(ChannelHandlerContext encoder) { this.encoder = encoder; }

    /** The chunks of the response to this request; null where only the server can write them: HTTP/2, HTTP/1.0, compressed. */
    static BodyChunks of(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 || !(request.connection() instanceof ConnectionBase connection)) {
            return null;
        }
        ChannelPipeline pipeline = connection.channel().pipeline();
        ChannelHandlerContext encoder = pipeline.context(ENCODER);
        return encoder == null || pipeline.get(COMPRESSOR) != null ? null : new BodyChunks(encoder);
    }

    /** Whether the client takes what is written as fast as it comes. */
    boolean isWritable() {
        return encoder.channel().isWritable();
    }

    /** Writes one chunk, after head and first chunk have been written; the buffer is given back when that is done. */
    void write(ByteBuf frames) {
        int start = frames.readerIndex();
        frames.setShort(start -= 2, LINE_END);
        for (int length = frames.readableBytes(); length != 0; length >>>= 4) {
            frames.setByte(--start, HEX[length & 0xf]);
        }
        frames.readerIndex(start);
        frames.writeShort(LINE_END);
        encoder.writeAndFlush(frames, encoder.voidPromise());
    }
}
