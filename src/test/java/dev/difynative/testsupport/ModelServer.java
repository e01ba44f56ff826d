package dev.difynative.testsupport;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

/**
 * A stand-in for a model provider: a real HTTP server that replays literal transcripts ({@link ModelReply}) and remembers what
 * it was asked. A path that has no reply of its own gets OpenAI's usual answer. One reply given for a path is used again and
 * again, several are used in turn and the last one is repeated.
 */
public final class ModelServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server was asked. */
    public record Asked(String method, String path, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException notJson) {
                throw new IllegalStateException(body, notJson);
            }
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Queue<ModelReply>> replies = new ConcurrentHashMap<>();
    private final Map<String, ModelReply> repliesToWords = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> silent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile AtomicInteger cancelled = new AtomicInteger();
    private final HttpServer server;
    private final boolean secure;

    private ModelServer(int port, Certificate certificate) {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port).setMaxHeaderSize(64 * 1024);
        if (certificate != null) {
            options.setSsl(true).setKeyCertOptions(
                    new PfxOptions().setPath(certificate.keyStore().toString()).setPassword(Certificate.PASSWORD));
        }
        this.secure = certificate != null;
        server = vertx.createHttpServer(options).requestHandler(this::handle);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    public static ModelServer start() { return new ModelServer(0, null); }

    /** Speaks HTTPS with this certificate. */
    public static ModelServer start(Certificate certificate) {
        return new ModelServer(0, certificate);
    }

    public int port() { return server.actualPort(); }

    /** The server's address without a path; OpenAI's own calls are below {@code /v1}. */
    public String url() {
        return (secure ? "https://localhost:" : "http://127.0.0.1:") + port();
    }

    /** Sets the replies to requests whose path ends with this, such as {@code /chat/completions}. */
    public ModelServer reply(String pathEnd, ModelReply... inTurn) {
        replies.put(pathEnd, new ConcurrentLinkedQueue<>(List.of(inTurn)));
        return this;
    }

    /** Sets the reply to requests that say this somewhere; it goes before a reply to the path. */
    public ModelServer replyTo(String words, ModelReply reply) {
        repliesToWords.put(words, reply);
        return this;
    }

    /** Forgets the replies that were set and what was asked. */
    public void reset() {
        replies.clear();
        repliesToWords.clear();
        asked.clear();
        silent.clear();
        // Another one, so that a connection of before whose end is noticed late is not counted from now on.
        cancelled = new AtomicInteger();
    }

    public List<Asked> asked() { return List.copyOf(asked); }

    public Asked lastAsked() { return asked.getLast(); }

    /** Requests that are being answered now. */
    public int open() { return open.get(); }

    /** Requests whose connection was closed before the answer's end. */
    public int cancelled() { return cancelled.get(); }

    /** Answers that have fallen silent and wait for {@link #goOn}. */
    public int silent() { return silent.size(); }

    /** Lets the answers that have fallen silent go on to their end; those that fall silent later wait for the next call. */
    public void goOn() {
        for (Runnable rest = silent.poll(); rest != null; rest = silent.poll()) {
            rest.run();
        }
    }

    private void handle(HttpServerRequest request) {
        request.bodyHandler(body -> {
            Map<String, String> headers = new ConcurrentHashMap<>();
            request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            asked.add(new Asked(request.method().name(), request.uri(), headers, body.toString()));
            AtomicInteger brokenOff = cancelled;
            open.incrementAndGet();
            // Called at the end of the answer, and when the connection is closed before.
            request.response().endHandler(over -> {
                open.decrementAndGet();
                if (!request.response().ended()) {
                    brokenOff.incrementAndGet();
                }
            });
            replyFor(request, body).play(vertx, request.connection(), request.response(), silent);
        });
    }

    private ModelReply replyFor(HttpServerRequest request, Buffer body) {
        if (!repliesToWords.isEmpty()) {
            String text = body.toString();
            for (Map.Entry<String, ModelReply> entry : repliesToWords.entrySet()) {
                if (text.contains(entry.getKey())) {
                    return entry.getValue();
                }
            }
        }
        for (Map.Entry<String, Queue<ModelReply>> entry : replies.entrySet()) {
            if (request.path().endsWith(entry.getKey())) {
                Queue<ModelReply> inTurn = entry.getValue();
                ModelReply reply = inTurn.size() > 1 ? inTurn.poll() : inTurn.peek();
                return reply.isUsual() ? usual(request, body).after(reply.delay()) : reply;
            }
        }
        return usual(request, body);
    }

    private static ModelReply usual(HttpServerRequest request, Buffer body) {
        if (request.path().endsWith("/models")) {
            return ModelReply.transcript("openai/models.txt");
        }
        if (request.path().endsWith("/embeddings")) {
            return ModelReply.embeddings(new Asked("POST", request.uri(), Map.of(), body.toString()).json().get("input"));
        }
        if (request.path().endsWith("/chat/completions")) {
            boolean streamed = new Asked("POST", request.uri(), Map.of(), body.toString()).json().path("stream").asBoolean();
            return ModelReply.transcript(streamed ? "openai/chat-hello.txt" : "openai/chat-whole.txt");
        }
        return ModelReply.of(404, "application/json", "{\"error\":{\"message\":\"Not here\"}}");
    }

    @Override
    public void close() { vertx.close().toCompletionStage().toCompletableFuture().join(); }
}
