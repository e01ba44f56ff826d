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
        Matcher length = LENGTH.matcher(answer);
        if (!answer.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IllegalStateException(path + " answered " + answer);
        }
        int whole = end + Integer.parseInt(length.group(1));
        while (filled < whole) {
            more();
        }
        return new String(buffer, end, whole - end, StandardCharsets.UTF_8);
    }

    private int headEnd() throws IOException {
        for (int at = 3;; at++) {
            while (at >= filled) {
                more();
            }
            if (buffer[at] == '\n' && buffer[at - 1] == '\r' && buffer[at - 2] == '\n') {
                return at + 1;
            }
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
