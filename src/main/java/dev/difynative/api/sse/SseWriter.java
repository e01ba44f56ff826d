package dev.difynative.api.sse;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.api.PublicPath;
import dev.difynative.platform.event.FrameStream;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers with an event stream or with one JSON body, from the same endpoint. The frames are written as published Dify
 * clients read them ({@code data: } with the space, {@code event: ping} without data), which the framework's own writer
 * cannot do (docs/adr/0003).
 */
@Singleton
public class SseWriter {
    /**
     * What an endpoint that answers through this writer declares to produce: neither of the two that it may be. The real type
     * is set by {@link ReplyWriter}, and {@link PublicPath} lets callers accept it.
     */
    public static final String WRITTEN_AS_IS = MediaType.APPLICATION_OCTET_STREAM;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final CurrentVertxRequest request;

    SseWriter(CurrentVertxRequest request) { this.request = request; }

    /** Streams the frames once they are there; until then a failure is still an ordinary error answer. */
    public Uni<Reply> stream(CompletionStage<FrameStream> frames) {
        return Uni.createFrom().completionStage(frames).map(Reply::stream);
    }

    /** Sends one JSON body when it is there; a failure is an ordinary error answer. */
    public Uni<Reply> single(CompletionStage<?> body) {
        return Uni.createFrom().completionStage(body).map(value -> Reply.single(OK, value));
    }

    /** The same for what is accepted and will be done later. */
    public Uni<Reply> accepted(CompletionStage<?> body) {
        return Uni.createFrom().completionStage(body).map(value -> Reply.single(ACCEPTED, value));
    }

    /**
     * Has something done if the caller of this request goes away before the answer; the reader of a stream is watched by the stream
     * itself. It may be done twice.
     */
    public void whenCallerLeaves(Runnable action) {
        RoutingContext exchange = request.getCurrent();
        exchange.addEndHandler(sent -> {
            if (sent.failed()) {
                action.run();
            }
        });
        if (exchange.response().closed()) {
            action.run();
        }
    }
}
