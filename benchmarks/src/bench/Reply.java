package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The bytes of one HTTP answer and when each part is due. They are built once per model and shared by all
 * connections: the stand-in must cost so little that what is measured is the service in front of it.
 */
record Reply(ByteBuffer[] steps, int firstDelayMillis, int intervalMillis) {

    private static final long CREATED = System.currentTimeMillis() / 1000;

    ByteBuffer step(int index) {
        return steps[index].duplicate();
    }

    /** A streamed answer; every event travels as an HTTP chunk of its own, as real model servers send it. */
    static Reply streaming(Answer answer, boolean withUsage) {
        ByteBuffer[] steps = new ByteBuffer[answer.intervalMillis() == 0 ? 1 : answer.chunks()];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, """
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream; charset=utf-8\r
                Cache-Control: no-cache\r
                Transfer-Encoding: chunked\r
                \r
                """);
        event(bytes, chunk(answer, "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]", ""));
        for (int i = 0; i < answer.chunks(); i++) {
            event(bytes, chunk(answer, "[{\"index\":0,\"delta\":{\"content\":\"" + answer.chunk(i) + "\"},\"finish_reason\":null}]", ""));
            if (i == answer.chunks() - 1) {
                event(bytes, chunk(answer, "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", ""));
                if (withUsage) {
                    event(bytes, chunk(answer, "[]", ",\"usage\":" + usage(answer)));
                }
                event(bytes, "[DONE]");
                write(bytes, "0\r\n\r\n");
            }
            if (steps.length > 1) {
                steps[i] = direct(bytes);
            }
        }
        if (steps.length == 1) {
            steps[0] = direct(bytes);
        }
        return new Reply(steps, answer.firstDelayMillis(), answer.intervalMillis());
    }

    /** The same answer in one piece, due when the stream would have ended. */
    static Reply blocking(Answer answer) {
        String body = "{\"id\":\"chatcmpl-standin\",\"object\":\"chat.completion\",\"created\":" + CREATED
                + ",\"model\":\"" + answer.model() + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + answer.text() + "\"},\"finish_reason\":\"stop\"}],\"usage\":" + usage(answer) + "}";
        Reply reply = json("200 OK", body);
        return new Reply(reply.steps, (int) answer.idealMillis(), 0);
    }

    static Reply json(String status, String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
        return new Reply(new ByteBuffer[] { direct(bytes) }, 0, 0);
    }

    static Reply error(String status, String message, String code) {
        return json(status, "{\"error\":{\"message\":\"" + message
                + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"" + code + "\"}}");
    }

    private static String chunk(Answer answer, String choices, String more) {
        return "{\"id\":\"chatcmpl-standin\",\"object\":\"chat.completion.chunk\",\"created\":" + CREATED
                + ",\"model\":\"" + answer.model() + "\",\"choices\":" + choices + more + "}";
    }

    private static String usage(Answer answer) {
        int prompt = 12;
        return "{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + answer.chunks()
                + ",\"total_tokens\":" + (prompt + answer.chunks()) + "}";
    }

    private static void event(ByteArrayOutputStream bytes, String data) {
        String frame = "data: " + data + "\n\n";
        write(bytes, Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n");
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
    }

    private static ByteBuffer direct(ByteArrayOutputStream bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.size());
        buffer.put(bytes.toByteArray()).flip();
        bytes.reset();
        return buffer;
    }
}
