package dev.difynative.api.sse;

import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.EncodedMediaType;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.ServerSerialisers;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.metrics.StreamMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Hands the buffers of a stream to the connection as they are. The framework's own way from a Multi to the wire looks up a
 * writer for each item and copies it four times (docs/adr/0003).
 */
@Provider
public class ReplyWriter implements ServerMessageBodyWriter<Reply> {
    private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence ACCEL_BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");
    private static final CharSequence NO = HttpHeaders.createOptimized("no");

    private final ObjectMapper json;
    private final StreamMetrics metrics;

    ReplyWriter(ObjectMapper json, StreamMetrics metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo endpoint, MediaType media) {
        return type == Reply.class;
    }

    @Override
    public void writeResponse(Reply reply, Type generic, ServerRequestContext request) {
        ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request;
        // The declared type would replace the real one when the head is sent.
        context.setResponseContentType((EncodedMediaType) null);
        RoutingContext exchange = context.unwrap(RoutingContext.class);
        HttpServerResponse response = exchange.response();
        CharSequence type = reply.frames() == null ? JSON : EVENTS;
        // On a thread that may block, the framework's own response has the declared type as well.
        context.serverResponse().setPreCommitListener(committing -> {
            ServerSerialisers.encodeResponseHeaders(committing);
            response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, type);
        });
        if (reply.frames() == null) {
            response.end(Buffer.buffer(bytes(reply.body())));
            return;
        }
        // Buffering by a proxy would hold back what the model has said.
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE).putHeader(ACCEL_BUFFERING, NO).setChunked(true);
        metrics.opened();
        reply.frames().subscribe().withSubscriber(new FrameReader(reply.frames(), exchange, metrics));
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Reply.class;
    }

    @Override
    public void writeTo(Reply reply, Class<?> type, Type generic, Annotation[] annotations, MediaType media,
            MultivaluedMap<String, Object> headers, OutputStream to) {
        throw new UnsupportedOperationException("A reply is written to its connection only");
    }
}
