package dev.difynative.platform.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * One HTTP client, and so one connection pool, per event loop: a connection then lives on the loop of the request that uses
 * it, and no piece of a stream is handed from thread to thread.
 */
final class LoopClients {
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<EventLoop, HttpClient> unverified = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final OutboundConfig config;
    private volatile HttpClientOptions options;

    LoopClients(Vertx vertx, OutboundConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** As {@link #on}, without a look at certificates: for hosts whose owners say so. */
    HttpClient unverifiedOn(Context context) {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        return unverified.computeIfAbsent(loop, unused -> vertx
                .createHttpClient(new HttpClientOptions(options()).setTrustOptions(null).setTrustAll(true).setVerifyHost(false)));
    }

    HttpClient on(Context context) {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        HttpClient client = clients.get(loop);
        return client != null ? client : clients.computeIfAbsent(loop, unused -> client());
    }

    private HttpClient client() {
        return vertx.httpClientBuilder().with(options()).with(pool()).withConnectHandler(LoopClients::joinChunks).build();
    }

    /** The builder takes the size of the pool from here only, and makes one of five connections without it. */
    private PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(config.maxConnections()).setMaxWaitQueueSize(-1);
    }

    private static void joinChunks(HttpConnection connection) {
        // The last handler is Vert.x' own, which turns what the codec has read into calls.
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        pipeline.addBefore(pipeline.lastContext().name(), "chunk-joiner", new ChunkJoiner());
    }

    private HttpClientOptions options() {
        HttpClientOptions made = options;
        if (made == null) {
            made = make();
            options = made;
        }
        return made;
    }

    private HttpClientOptions make() {
        HttpClientOptions made = new HttpClientOptions()
                .setMaxPoolSize(config.maxConnections())
                .setMaxWaitQueueSize(-1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setPipelining(false)
                .setVerifyHost(true)
                .setMaxHeaderSize(32 * 1024);
        config.caFile().ifPresent(file -> made.setTrustOptions(TrustedCertificates.withPublicOnesAnd(file)));
        OutboundConfig.Proxy proxy = config.proxy();
        proxy.host().ifPresent(host -> made.setProxyOptions(new ProxyOptions().setHost(host).setPort(proxy.port())
                .setUsername(proxy.username().orElse(null)).setPassword(proxy.password().orElse(null))));
        return made;
    }
}
