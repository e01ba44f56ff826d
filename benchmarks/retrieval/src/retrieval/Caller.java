package retrieval;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls one after the other over one connection, with little work of its own: what is measured is the service, not a client. */
final class Caller implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final Socket socket;
    private final String head;
    private byte[] buffer = new byte[1 << 16];
    private int filled;

    Caller(int port, String token) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: ";
    }

    String post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("POST " + path + head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        socket.getOutputStream().write(request);
        filled = 0;
        int end = headEnd();
        String answer = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IllegalStateException(path + " answered " + answer);
        }
        Matcher length = LENGTH.matcher(answer);
        return length.find() ? text(end, Integer.parseInt(length.group(1))) : chunks(end);
    }

    private String chunks(int start) throws IOException {
        StringBuilder body = new StringBuilder();
        int at = start;
        while (true) {
            int end = lineEnd(at);
            int size = Integer.parseInt(new String(buffer, at, end - 2 - at, StandardCharsets.ISO_8859_1), 16);
            body.append(text(end, size));
            await(end + size + 2);
            if (size == 0) {
                return body.toString();
            }
            at = end + size + 2;
        }
    }

    private String text(int start, int size) throws IOException {
        await(start + size);
        return new String(buffer, start, size, StandardCharsets.ISO_8859_1);
    }

    private int headEnd() throws IOException {
        int at = lineEnd(0);
        while (lineEnd(at) > at + 2) {
            at = lineEnd(at);
        }
        return at + 2;
    }

    private int lineEnd(int start) throws IOException {
        int at = start;
        await(at + 1);
        while (buffer[at] != '\n') {
            at++;
            await(at + 1);
        }
        return at + 1;
    }

    private void await(int size) throws IOException {
        while (filled < size) {
            more();
        }
    }

    private void more() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        InputStream in = socket.getInputStream();
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The service closed the connection");
        }
        filled += read;
    }

    @Override
    public void close() throws IOException { socket.close(); }
}
