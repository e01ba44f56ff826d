package dev.difynative.api;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import dev.difynative.platform.error.CommonError;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Gives a body to the server's own refusals of requests whose first line or headers are larger than it reads
 * (quarkus.http.limits): no route ever sees them. Netty finds this as a service, since the serve command tells it to look for some.
 * They remain without behind TLS that chooses its certificate by name (quarkus.http.ssl.sni): it is not in place when the first
 * bytes come. Over HTTP/2 the server has other refusals, or closes the stream.
 */
@RegisterForReflection
public final class RefusedHeads extends ChannelInitializerExtension {
    private static final String VERSION = "HTTP/1.1 ";

    /** The server's own refusals, and what they mean. */
    private enum Refusal {
        LINE("414 Request-URI Too Long", CommonError.URI_TOO_LONG),
        HEADERS("431 Request Header Fields Too Large", CommonError.HEADERS_TOO_LARGE);

        private final String status;
        private final byte[] withoutBody;
        private final CommonError error;

        Refusal(String status, CommonError error) {
            this.status = status;
            this.error = error;
            this.withoutBody = (status + "\r\ncontent-length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        /** The refusal that is this answer, whatever its version; else null. */
        static Refusal of(ByteBuf answer) {
            for (Refusal refusal : ALL) {
                if (answer.readableBytes() == VERSION.length() + refusal.withoutBody.length
                        && answer.slice(answer.readerIndex() + VERSION.length(), refusal.withoutBody.length)
                                .equals(Unpooled.wrappedBuffer(refusal.withoutBody))) {
                    return refusal;
                }
            }
            return null;
        }
    }

    private static final Refusal[] ALL = Refusal.values();

    @Override
    public void postInitializeServerChildChannel(Channel connection) { connection.pipeline().addFirst(new Watch(false)); }

    /**
     * Stands between the socket, or the server's own TLS, and everything else: it sees requests before they are read, and
     * answers as they are sent.
     */
    private static final class Watch extends ChannelDuplexHandler {
        /** Enough for a method and the prefix of a surface. */
        private static final int START_LENGTH = 64;
        private static final int SECONDS_TO_READ_ON = 10;

        private final byte[] start = new byte[START_LENGTH];
        private boolean placed;
        private int known;
        private boolean refused;

        Watch(boolean placed) { this.placed = placed; }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!placed) {
                placed = true;
                if (isMovedBehindTls(context)) {
                    context.fireChannelRead(message);
                    return;
                }
            }
            read(context, message);
        }

        /** With the first bytes, and not before, it is certain whether they go through TLS here. */
        private static boolean isMovedBehindTls(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            ChannelHandlerContext tls = pipeline.context(SslHandler.class);
            if (tls == null) {
                return false;
            }
            pipeline.addAfter(tls.name(), null, new Watch(true));
            pipeline.remove(context.handler());
            return true;
        }

        private void read(ChannelHandlerContext context, Object message) {
            if (refused) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (known < START_LENGTH && message instanceof ByteBuf bytes) {
                int more = Math.min(START_LENGTH - known, bytes.readableBytes());
                bytes.getBytes(bytes.readerIndex(), start, known, more);
                known += more;
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            Refusal refusal = message instanceof ByteBuf bytes ? Refusal.of(bytes) : null;
            if (refusal == null) {
                context.write(message, promise);
            } else {
                ReferenceCountUtil.release(message);
                refused = true;
                context.write(Unpooled.copiedBuffer(answer(refusal), StandardCharsets.UTF_8), promise);
            }
            // What is read next begins another request.
            known = 0;
        }

        /** What is closed before all was read is reset, and the answer lost on the way: it is read on for a moment. */
        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            if (refused && context.channel() instanceof DuplexChannel connection && connection.isActive()) {
                SslHandler tls = context.pipeline().get(SslHandler.class);
                if (tls == null) {
                    connection.shutdownOutput();
                } else {
                    tls.closeOutbound();
                }
                context.executor().schedule(() -> context.close(promise), SECONDS_TO_READ_ON, TimeUnit.SECONDS);
            } else {
                context.close(promise);
            }
        }

        private String answer(Refusal refusal) {
            String[] line = new String(start, 0, known, StandardCharsets.ISO_8859_1).split("[ ?]", 3);
            Surface surface = Surface.of(PublicPath.canonical(line.length > 1 ? line[1] : ""));
            String body = Arc.container().instance(RouteFaults.class).get().body(surface, refusal.error);
            return VERSION + refusal.status
                    + "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
        }
    }
}
