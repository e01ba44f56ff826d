package workflow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection that asks for one run after the other; knows just enough HTTP for it, to cost little. */
final class Client implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] request;
    private byte[] body = new byte[64 * 1024];

    /** What was received, and after how many nanoseconds its first byte. */
    record Answer(int length, long firstByte) {}

    Client(URI url, String key, String json) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST /v1/workflows/run HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + payload.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        request = new byte[head.length + payload.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(payload, 0, request, head.length, payload.length);
    }

    /** Asks for a run and reads its answer to the end; an answer that does not tell of a successful run is a fault. */
    Answer run() throws IOException {
        long sent = System.nanoTime();
        out.write(request);
        String status = line();
        long firstByte = System.nanoTime() - sent;
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        int received = chunked ? chunks() : whole(length);
        String text = new String(body, 0, received, StandardCharsets.UTF_8);
        // A node says of itself that it has succeeded, too: the last event counts, which tells of the run.
        String last = text.substring(text.lastIndexOf("data: ") + 1);
        if (!status.contains(" 200") || !last.contains("\"status\":\"succeeded\"") || !last.contains("total_steps")) {
            throw new IOException(status + " " + last);
        }
        return new Answer(received, firstByte);
    }

    private int whole(int length) throws IOException {
        reserve(length);
        if (in.readNBytes(body, 0, length) < length) {
            throw new IOException("The answer is cut short");
        }
        return length;
    }

    private int chunks() throws IOException {
        int received = 0;
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            reserve(received + size);
            if (in.readNBytes(body, received, size) < size) {
                throw new IOException("The answer is cut short");
            }
            received += size;
            line();
        }
        line();
        return received;
    }

    private void reserve(int length) {
        if (length > body.length) {
            body = java.util.Arrays.copyOf(body, Math.max(length, body.length * 2));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException { socket.close(); }
}
