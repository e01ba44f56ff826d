package dev.difynative.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;

/** One answer of the {@link ModelServer}: status, headers and a body sent in pieces, with what may go wrong on the way. */
public record ModelReply(int status, Map<String, String> headers, List<Buffer> pieces, Duration delay, Duration pace, End end,
        int endAfter) {

    /** The server's own answer; of use between others, and with a delay. */
    public static final ModelReply USUAL = of(0, "", "");

    /** What happens after {@code endAfter} pieces. */
    public enum End {
        ORDERLY, HANG, BREAK
    }

    /** A file below {@code src/test/resources/providers}: status line, headers, an empty line, the body as it is. */
    public static ModelReply transcript(String file) {
        String text = read("/providers/" + file);
        int bodyAt = text.indexOf("\n\n") + 2;
        String[] head = text.substring(0, bodyAt - 2).split("\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            headers.put(head[i].substring(0, head[i].indexOf(':')), head[i].substring(head[i].indexOf(':') + 1).strip());
        }
        return of(Integer.parseInt(head[0].split(" ")[1]), headers, text.substring(bodyAt));
    }

    public static ModelReply of(int status, String contentType, String body) {
        return of(status, Map.of("content-type", contentType), body);
    }

    private static ModelReply of(int status, Map<String, String> headers, String body) {
        List<Buffer> pieces = new ArrayList<>();
        boolean events = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        for (String piece : events ? body.split("(?<=\n\n)") : new String[]{body}) {
            pieces.add(Buffer.buffer(piece));
        }
        return new ModelReply(status, headers, pieces, Duration.ZERO, Duration.ZERO, End.ORDERLY, Integer.MAX_VALUE);
    }

    /** An OpenAI stream that says these pieces, with a usage of one token for each. */
    public static ModelReply saying(String... texts) {
        StringBuilder body = new StringBuilder();
        for (String text : texts) {
            body.append(
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                    .append(quoted(text))
                    .append("},\"finish_reason\":null}]}\n\n");
        }
        body.append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
                .append("data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":")
                .append(texts.length)
                .append("}}\n\ndata: [DONE]\n\n");
        return of(200, "text/event-stream", body.toString());
    }

    /** An OpenAI stream that says something and calls functions: names with the JSON text of their arguments. */
    public static ModelReply calling(String said, String... namesAndArguments) {
        StringBuilder body = new StringBuilder();
        if (!said.isEmpty()) {
            body.append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":").append(quoted(said))
                    .append("},\"finish_reason\":null}]}\n\n");
        }
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            body.append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":").append(i / 2)
                    .append(",\"id\":\"call_").append(i / 2).append("\",\"type\":\"function\",\"function\":{\"name\":")
                    .append(quoted(namesAndArguments[i])).append(",\"arguments\":").append(quoted(namesAndArguments[i + 1]))
                    .append("}}]},\"finish_reason\":null}]}\n\n");
        }
        body.append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n")
                .append("data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}\n\n")
                .append("data: [DONE]\n\n");
        return of(200, "text/event-stream", body.toString());
    }

    /** The same text as an OpenAI answer that is not streamed. */
    public static ModelReply whole(String text) {
        return of(200, "application/json", "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":" + quoted(text) + "},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1,\"total_tokens\":8}}");
    }

    /** Vectors of three numbers, made from the length of each text. */
    static ModelReply embeddings(JsonNode input) {
        StringBuilder body = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < input.size(); i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(i)
                    .append(",\"embedding\":[")
                    .append(input.get(i).asText().length())
                    .append(",1,0]}");
        }
        return of(200, "application/json",
                body.append("],\"usage\":{\"prompt_tokens\":").append(input.size()).append(",\"total_tokens\":1}}").toString());
    }

    boolean isUsual() { return status == 0; }

    public ModelReply after(Duration beforeTheFirstByte) {
        return new ModelReply(status, headers, pieces, beforeTheFirstByte, pace, end, endAfter);
    }

    public ModelReply every(Duration betweenPieces) {
        return new ModelReply(status, headers, pieces, delay, betweenPieces, end, endAfter);
    }

    /** Falls silent after this many pieces (0: after the head), until {@link ModelServer#goOn} if that is ever said. */
    public ModelReply hangingAfter(int sent) {
        return new ModelReply(status, headers, pieces, delay, pace, End.HANG, sent);
    }

    /** Closes the connection after this many pieces, in the middle of the answer. */
    public ModelReply breakingAfter(int sent) {
        return new ModelReply(status, headers, pieces, delay, pace, End.BREAK, sent);
    }

    /** The same body cut into pieces of this many bytes, wherever that falls. */
    public ModelReply inPiecesOf(int bytes) {
        Buffer whole = Buffer.buffer();
        pieces.forEach(whole::appendBuffer);
        List<Buffer> cut = new ArrayList<>();
        for (int at = 0; at < whole.length(); at += bytes) {
            cut.add(whole.getBuffer(at, Math.min(whole.length(), at + bytes)));
        }
        return new ModelReply(status, headers, cut, delay, pace, end, endAfter);
    }

    void play(Vertx vertx, HttpConnection connection, HttpServerResponse response, Queue<Runnable> silent) {
        response.setStatusCode(status).setChunked(true);
        headers.forEach(response::putHeader);
        Playing playing = new Playing(vertx, connection, response, silent);
        if (delay.isZero()) {
            piece(playing, 0, end != End.ORDERLY);
        } else {
            vertx.setTimer(delay.toMillis(), go -> piece(playing, 0, end != End.ORDERLY));
        }
    }

    private record Playing(Vertx vertx, HttpConnection connection, HttpServerResponse response, Queue<Runnable> silent) {}

    private void piece(Playing playing, int next, boolean stops) {
        HttpServerResponse response = playing.response();
        if (response.closed()) {
            return;
        }
        if (next == endAfter && stops) {
            stopShort(playing, next);
            return;
        }
        if (next == pieces.size()) {
            response.end();
            return;
        }
        response.write(pieces.get(next)).onSuccess(sent -> {
            if (pace.isZero()) {
                playing.vertx().runOnContext(go -> piece(playing, next + 1, stops));
            } else {
                playing.vertx().setTimer(pace.toMillis(), go -> piece(playing, next + 1, stops));
            }
        });
    }

    private void stopShort(Playing playing, int sent) {
        HttpServerResponse response = playing.response();
        if (end == End.BREAK) {
            // The head at least is sent, so that it is an answer which breaks off.
            if (sent == 0) {
                response.write(": \n").onComplete(done -> playing.connection().close());
            } else {
                playing.connection().close();
            }
            return;
        }
        if (sent == 0) {
            response.write(": \n");
        }
        Context context = playing.vertx().getOrCreateContext();
        playing.silent().add(() -> context.runOnContext(go -> piece(playing, sent, false)));
    }

    private static String quoted(String text) { return Json.encode(text); }

    private static String read(String resource) {
        try (InputStream in = ModelReply.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException | NullPointerException missing) {
            throw new UncheckedIOException(new IOException("No transcript " + resource, missing));
        }
    }
}
