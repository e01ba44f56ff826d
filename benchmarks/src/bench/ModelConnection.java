package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * One client of the stand-in. Requests are answered strictly one after the other, so that pipelined ones are safe;
 * a connection holds no buffer while it waits, so that thousands cost next to nothing.
 */
final class ModelConnection extends TimerWheel.Timer {

    interface Responder {
        Reply reply(String method, String path, byte[] body, int from, int to);
    }

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SelectionKey key;
    private final TimerWheel<ModelConnection> timers;
    private final Responder responder;
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>(2);

    private byte[] unparsed = NOTHING;
    private Reply reply;
    private int step;
    private long firstDue;
    private boolean closeAfterReply;
    private boolean closed;

    ModelConnection(SocketChannel channel, SelectionKey key, TimerWheel<ModelConnection> timers, Responder responder) {
        this.channel = channel;
        this.key = key;
        this.timers = timers;
        this.responder = responder;
    }

    void onReadable(byte[] shared) throws IOException {
        int count = channel.read(ByteBuffer.wrap(shared));
        if (count < 0) {
            close();
        } else if (unparsed.length == 0) {
            parse(shared, count);
        } else {
            byte[] joined = Arrays.copyOf(unparsed, unparsed.length + count);
            System.arraycopy(shared, 0, joined, unparsed.length, count);
            parse(joined, joined.length);
        }
    }

    void onWritable() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                return;
            }
            unsent.poll();
        }
        key.interestOps(SelectionKey.OP_READ);
        if (reply == null) {
            replied();
            parse(unparsed, unparsed.length);
        }
    }

    void onTimer() throws IOException {
        if (closed) {
            return;
        }
        sendStep();
        if (reply == null && unparsed.length > 0) {
            parse(unparsed, unparsed.length);
        }
    }

    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is being given up; nothing is left to be done with it.
        }
    }

    private void parse(byte[] bytes, int length) throws IOException {
        int position = 0;
        while (!closed && reply == null && unsent.isEmpty() && position < length) {
            int next = parseOne(bytes, position, length);
            if (next < 0) {
                break;
            }
            position = next;
        }
        unparsed = position == length ? NOTHING : Arrays.copyOfRange(bytes, position, length);
    }

    /** Answers the request that starts at {@code from}; returns where the next one starts, or -1 while incomplete. */
    private int parseOne(byte[] bytes, int from, int to) throws IOException {
        int headEnd = Bytes.indexOf(bytes, from, to, Bytes.END_OF_HEAD);
        if (headEnd < 0) {
            return -1;
        }
        int body = headEnd + 4;
        if ("chunked".equals(Bytes.header(bytes, from, headEnd, "transfer-encoding"))) {
            ChunkedBody chunked = ChunkedBody.parse(bytes, body, to);
            if (chunked == null) {
                return -1;
            }
            start(bytes, from, headEnd, chunked.content(), 0, chunked.content().length);
            return chunked.end();
        }
        String contentLength = Bytes.header(bytes, from, headEnd, "content-length");
        int bodyEnd = contentLength == null ? body : body + Integer.parseInt(contentLength);
        if (bodyEnd > to) {
            return -1;
        }
        start(bytes, from, headEnd, bytes, body, bodyEnd);
        return bodyEnd;
    }

    private void start(byte[] head, int from, int headEnd, byte[] body, int bodyFrom, int bodyTo) throws IOException {
        int methodEnd = from;
        while (methodEnd < headEnd && head[methodEnd] != ' ') {
            methodEnd++;
        }
        int pathEnd = methodEnd + 1;
        while (pathEnd < headEnd && head[pathEnd] != ' ' && head[pathEnd] != '?') {
            pathEnd++;
        }
        closeAfterReply = "close".equals(Bytes.header(head, from, headEnd, "connection"));
        reply = responder.reply(new String(head, from, methodEnd - from, US_ASCII),
                new String(head, methodEnd + 1, Math.max(0, pathEnd - methodEnd - 1), US_ASCII), body, bodyFrom, bodyTo);
        step = 0;
        if (reply.firstDelayMillis() > 0) {
            // Rounded up, so that a chunk never comes before its time.
            firstDue = TimerWheel.now() + 1 + reply.firstDelayMillis();
            timers.schedule(this, firstDue);
        } else {
            firstDue = TimerWheel.now() + 1;
            sendStep();
        }
    }

    private void sendStep() throws IOException {
        Reply current = reply;
        ByteBuffer bytes = current.step(step++);
        if (step == current.steps().length) {
            reply = null;
        } else {
            // Counted from the first one: a late chunk does not delay those that follow.
            timers.schedule(this, firstDue + (long) step * current.intervalMillis());
        }
        if (unsent.isEmpty()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent.add(bytes);
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (reply == null) {
            replied();
        }
    }

    private void replied() {
        if (closeAfterReply) {
            close();
        }
    }
}
