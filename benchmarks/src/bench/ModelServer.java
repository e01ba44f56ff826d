package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The model server stand-in: speaks the OpenAI protocol on 127.0.0.1, with an answer that the model's name describes
 * (see {@link Answer}). One thread serves thousands of connections; it is meant to be far faster than any subject.
 *
 * <p>Usage: {@code java bench.ModelServer PORT}
 */
public final class ModelServer {

    private static final List<String> LISTED_MODELS = List.of("standin-50x0", "standin-50ms-100x10ms",
            "standin-100x100ms", "standin-15x1000ms");

    private static final byte[] MODEL = Bytes.ascii("\"model\"");
    private static final byte[] STREAM = Bytes.ascii("\"stream\"");
    private static final byte[] INCLUDE_USAGE = Bytes.ascii("\"include_usage\"");
    private static final byte[] TRUE = Bytes.ascii("true");

    private static final Reply NOT_FOUND = Reply.error("404 Not Found", "Unknown request URL", "unknown_url");
    private static final Reply NO_MODEL = Reply.error("400 Bad Request", "you must provide a model parameter", "missing_model");
    private static final Reply NO_SUCH_MODEL = Reply.error("404 Not Found", "The model does not exist", "model_not_found");
    private static final Reply MODELS = Reply.json("200 OK", modelList());

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final TimerWheel<ModelConnection> timers = new TimerWheel<>();
    private final byte[] input = new byte[256 * 1024];
    private final Map<String, Reply> replies = new HashMap<>();

    private ModelServer(int port) throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        ModelServer server = new ModelServer(Integer.parseInt(args[0]));
        System.out.println("model server stand-in on 127.0.0.1:" + args[0]);
        server.run();
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::handle, timers.millisToNext());
            timers.advance(connection -> guarded(connection, connection::onTimer));
        }
    }

    private void handle(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        ModelConnection connection = (ModelConnection) key.attachment();
        guarded(connection, () -> {
            if (key.isWritable()) {
                connection.onWritable();
            }
            if (key.isValid() && key.isReadable()) {
                connection.onReadable(input);
            }
        });
    }

    private void accept() {
        try {
            for (SocketChannel channel; (channel = listener.accept()) != null;) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new ModelConnection(channel, key, timers, this::reply));
            }
        } catch (IOException failure) {
            // Most likely out of file descriptors: the client sees it, and the connections that are open go on.
            System.err.println("cannot accept: " + failure.getMessage());
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void guarded(ModelConnection connection, Action action) {
        try {
            action.run();
        } catch (IOException clientIsGone) {
            connection.close();
        }
    }

    private Reply reply(String method, String path, byte[] body, int from, int to) {
        String endpoint = path.startsWith("/v1/") ? path.substring(3) : path;
        return switch (method + " " + endpoint) {
            case "POST /chat/completions" -> completion(body, from, to);
            case "POST /embeddings" -> Embeddings.reply(body, from, to);
            case "GET /models" -> MODELS;
            default -> NOT_FOUND;
        };
    }

    private Reply completion(byte[] body, int from, int to) {
        String model = stringValue(body, from, to, MODEL);
        if (model == null) {
            return NO_MODEL;
        }
        boolean stream = isTrue(body, from, to, STREAM);
        boolean usage = stream && isTrue(body, from, to, INCLUDE_USAGE);
        String key = (stream ? usage ? "u" : "s" : "b") + model;
        Reply reply = replies.get(key);
        if (reply == null) {
            reply = Answer.of(model)
                    .map(answer -> stream ? Reply.streaming(answer, usage) : Reply.blocking(answer))
                    .orElse(NO_SUCH_MODEL);
            replies.put(key, reply);
        }
        return reply;
    }

    private static boolean isTrue(byte[] body, int from, int to, byte[] quotedKey) {
        int value = Bytes.jsonValue(body, from, to, quotedKey);
        return value >= 0 && Bytes.startsWith(body, value, to, TRUE);
    }

    static String stringValue(byte[] body, int from, int to, byte[] quotedKey) {
        int value = Bytes.jsonValue(body, from, to, quotedKey);
        // A member of the same name elsewhere, in a tool's schema for example, has an object as its value.
        while (value >= 0 && body[value] != '"') {
            value = Bytes.jsonValue(body, value, to, quotedKey);
        }
        if (value < 0) {
            return null;
        }
        int end = value + 1;
        while (end < to && body[end] != '"') {
            end++;
        }
        return new String(body, value + 1, end - value - 1, US_ASCII);
    }

    private static String modelList() {
        StringBuilder list = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (String model : LISTED_MODELS) {
            list.append(list.charAt(list.length() - 1) == '[' ? "" : ",").append("{\"id\":\"").append(model)
                    .append("\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"standin\"}");
        }
        return list.append("]}").toString();
    }
}
