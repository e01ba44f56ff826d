package dev.difynative.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

import dev.difynative.platform.error.CommonError;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Counts a body whose length is not announced while it is read, so that a refusal of it has the body of its surface. */
final class BodyLimit extends FilterInputStream {
    private static final String KEY = BodyLimit.class.getName();

    private final RoutingContext exchange;
    private final long limit;
    private long count;

    private BodyLimit(InputStream body, RoutingContext exchange, long limit) {
        super(body);
        this.exchange = exchange;
        this.limit = limit;
    }

    /** Takes over from the framework, which would send a refusal without a body. */
    static void takeOver(RoutingContext exchange) {
        Long limit = exchange.remove(VertxInputStream.MAX_REQUEST_SIZE_KEY);
        if (limit != null) {
            exchange.put(KEY, limit);
        }
        exchange.next();
    }

    /** Lets the connection go with the answer: what is still to come of the body is not read. */
    static void closeAfterAnswer(RoutingContext exchange) {
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.addEndHandler(sent -> exchange.request().connection().close());
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        counted(read);
        return read;
    }

    /** The framework's stream reads a body to its end when it is closed. */
    @Override
    public void close() throws IOException {
        if (count <= limit) {
            super.close();
        }
    }

    private void counted(int more) throws IOException {
        count += Math.max(more, 0);
        if (count > limit) {
            closeAfterAnswer(exchange);
            // Parsers hand on this kind of exception as it is.
            throw new IOException(CommonError.FILE_TOO_LARGE.because("%s", ErrorMappers.messageOf(CommonError.FILE_TOO_LARGE)));
        }
    }

    /**
     * Puts the counter between the connection and whatever reads the body. The filter is made at build time: it must need no
     * bean.
     */
    public static class Filter {

        @ServerRequestFilter(nonBlocking = true, priority = 0)
        public void count(ResteasyReactiveContainerRequestContext request) {
            ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
            RoutingContext exchange = context.unwrap(RoutingContext.class);
            Long limit = exchange.get(KEY);
            if (limit == null || !hasBody(exchange.request())) {
                return;
            }
            context.setInputStream(new BodyLimit(context.getInputStream(), exchange, limit));
            if (!context.getTarget().isBlocking()) {
                // An event loop must not wait for the body: the endpoint is run by a thread that may.
                context.suspend();
                context.resume(Infrastructure.getDefaultExecutor());
            }
        }

        private static boolean hasBody(HttpServerRequest request) {
            return request.version() == HttpVersion.HTTP_2
                    ? !request.isEnded()
                    : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        }
    }
}
