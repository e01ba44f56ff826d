package bench;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 answers from whatever pieces the network delivers, and hands the body on as slices of the caller's
 * buffer, without copying. One instance per connection, used for one answer after the other.
 */
final class HttpReader {

    interface Body {
        void accept(byte[] bytes, int from, int to);
    }

    private enum State { HEAD, LENGTH, UNTIL_CLOSE, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER, DONE }

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final byte[] NOTHING = {};

    private State state = State.HEAD;
    private byte[] head = NOTHING;
    private long remaining;
    private boolean sizeEnded;
    private int lineLength;
    private int status;
    private boolean closing;

    int status() {
        return status;
    }

    boolean done() {
        return state == State.DONE;
    }

    /** Whether the server said that it closes the connection after this answer. */
    boolean closing() {
        return closing;
    }

    void reset() {
        state = State.HEAD;
        head = NOTHING;
        status = 0;
        closing = false;
    }

    /** The connection has ended; true when that is how this answer ends. */
    boolean endOfInput() {
        if (state == State.UNTIL_CLOSE) {
            state = State.DONE;
        }
        return state == State.DONE;
    }

    void feed(byte[] bytes, int from, int to, Body body) throws IOException {
        int i = from;
        while (i < to && state != State.DONE) {
            switch (state) {
                case HEAD -> i = readHead(bytes, i, to);
                case LENGTH, CHUNK, UNTIL_CLOSE -> {
                    int count = (int) Math.min(to - i, remaining);
                    body.accept(bytes, i, i + count);
                    i += count;
                    remaining -= count;
                    if (remaining == 0) {
                        state = state == State.LENGTH ? State.DONE : State.CHUNK_END;
                    }
                }
                case CHUNK_SIZE -> readSize(bytes[i++]);
                case CHUNK_END -> {
                    if (bytes[i++] == '\n') {
                        startSize();
                    }
                }
                case TRAILER -> {
                    byte b = bytes[i++];
                    if (b == '\n') {
                        state = lineLength == 0 ? State.DONE : State.TRAILER;
                        lineLength = 0;
                    } else if (b != '\r') {
                        lineLength++;
                    }
                }
                case DONE -> throw new AssertionError();
            }
        }
        if (i < to) {
            throw new IOException("bytes after the end of the answer");
        }
    }

    private int readHead(byte[] bytes, int from, int to) throws IOException {
        if (head.length == 0) {
            int end = Bytes.indexOf(bytes, from, to, Bytes.END_OF_HEAD);
            if (end >= 0) {
                parseHead(bytes, from, end);
                return end + 4;
            }
        }
        int before = head.length;
        head = Arrays.copyOf(head, before + to - from);
        System.arraycopy(bytes, from, head, before, to - from);
        int end = Bytes.indexOf(head, 0, head.length, Bytes.END_OF_HEAD);
        if (end < 0) {
            if (head.length > LONGEST_HEAD) {
                throw new IOException("the head of the answer does not end");
            }
            return to;
        }
        parseHead(head, 0, end);
        head = NOTHING;
        return from + end + 4 - before;
    }

    private void parseHead(byte[] bytes, int from, int end) throws IOException {
        if (end - from < 12 || bytes[from] != 'H') {
            throw new IOException("not an HTTP answer");
        }
        status = (bytes[from + 9] - '0') * 100 + (bytes[from + 10] - '0') * 10 + bytes[from + 11] - '0';
        closing = "close".equals(Bytes.header(bytes, from, end, "connection"));
        if ("chunked".equals(Bytes.header(bytes, from, end, "transfer-encoding"))) {
            startSize();
            return;
        }
        String length = Bytes.header(bytes, from, end, "content-length");
        if (length == null) {
            closing = true;
            remaining = Long.MAX_VALUE;
            state = State.UNTIL_CLOSE;
        } else {
            remaining = Long.parseLong(length);
            state = remaining == 0 ? State.DONE : State.LENGTH;
        }
    }

    private void startSize() {
        state = State.CHUNK_SIZE;
        remaining = 0;
        sizeEnded = false;
    }

    private void readSize(byte b) throws IOException {
        if (b == '\n') {
            lineLength = 0;
            state = remaining == 0 ? State.TRAILER : State.CHUNK;
        } else if (b == ';') {
            sizeEnded = true;
        } else if (b != '\r' && !sizeEnded) {
            int digit = Character.digit(b, 16);
            if (digit < 0) {
                throw new IOException("not the size of a chunk");
            }
            remaining = remaining * 16 + digit;
        }
    }
}
