package dev.difynative.platform.net;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;

/**
 * The only way out to other machines. A name is resolved here, each of its addresses is checked, and the connection goes to
 * the checked address, so that a name that changes its mind in between (DNS rebinding) gains nothing; the name stays in the
 * Host header, in SNI and in the certificate check.
 */
@Singleton
public class OutboundClient {
    private final Vertx vertx;
    private final AddressGuard guard;
    private final HostResolver resolver;
    private final LoopClients clients;

    OutboundClient(Vertx vertx, OutboundConfig config) {
        this.vertx = vertx;
        guard = AddressGuard.of(config);
        resolver = new HostResolver(config.dnsCache());
        clients = new LoopClients(vertx, config);
    }

    /** Sends and reads the whole answer; redirects are followed, each hop checked. The future fails with a Failure. */
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        Context context = CallContext.of(vertx);
        CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        context.runOnContext(go -> new Exchange(this, context, request, answer).start());
        return answer;
    }

    /** As {@link #send}, waiting for it: for virtual and worker threads. */
    public OutboundResponse sendAndWait(OutboundRequest request) {
        EventLoops.aboutToWait();
        try {
            return send(request).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw failed;
        }
    }

    /**
     * Opens a request that the caller sends and reads by itself, on the given context and to be called on it. The future
     * fails with a {@link Failure} when the address is blocked or unknown or a header cannot be sent, else with what the
     * connection failed with.
     */
    public Future<HttpClientRequest> open(OutboundPolicy policy, Context context, HttpMethod method, Target target,
            MultiMap headers) {
        return open(policy, context, method, target, headers, true);
    }

    /** Sends an opened request; the future fails too when the client throws, as it does at what it cannot put on the wire. */
    public static Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
        try {
            return body == null ? opened.send() : opened.send(body);
        } catch (RuntimeException thrown) {
            opened.reset();
            // What it says may quote the request, and with it a key.
            return Future.failedFuture(OutboundError.UNREACHABLE.because("The request cannot be sent: %s",
                    thrown.getClass().getSimpleName()));
        }
    }

    /**
     * Hands the body of an answer that has just begun to a reader, on the thread and in the context of this call, wherever that
     * is possible; else, and perhaps the last bytes, the answer's own handler gets them. The bytes are valid only during the
     * call. The client's own way costs a lock, two copies and a dozen calls per piece, and keeps back what nobody has asked for.
     */
    public static void readDirectly(HttpClientResponse answer, Context context, Consumer<ByteBuf> reader) {
        ContextInternal current = (ContextInternal) context;
        ChunkJoiner.direct(answer, bytes -> current.dispatch(bytes, reader::accept));
    }

    Future<HttpClientRequest> open(OutboundPolicy policy, Context context, HttpMethod method, Target target, MultiMap headers,
            boolean verifyPeer) {
        try {
            HeaderGuard.check(headers);
        } catch (Failure invalid) {
            return Future.failedFuture(invalid);
        }
        return resolver.resolve(context, target.host()).compose(addresses -> {
            guard.check(policy, target.host(), addresses);
            return connect(verifyPeer ? clients.on(context) : clients.unverifiedOn(context), method, target, headers, addresses,
                    0);
        });
    }

    private static Future<HttpClientRequest> connect(HttpClient client, HttpMethod method, Target target, MultiMap headers,
            List<InetAddress> addresses, int next) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl(target.secure())
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.path())
                .setHeaders(headers)
                .setServer(SocketAddress.inetSocketAddress(target.port(), addresses.get(next).getHostAddress()));
        Future<HttpClientRequest> opened = client.request(options);
        return next + 1 == addresses.size()
                ? opened
                : opened.recover(refused -> connect(client, method, target, headers, addresses, next + 1));
    }
}
