package dev.difynative.models.provider;

import java.io.IOException;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;

/**
 * Cuts an event stream into the payloads of its {@code data:} lines, wherever the network has cut it. A line that arrives
 * whole is handed on in place; only one that is split over buffers is copied. Lines end with LF, CR LF or CR. Comments and
 * the other fields are skipped: all providers say the kind of an event in its data, and write one line of data per event.
 */
public final class SseSplitter {
    private static final int MAX_LINE = 16 * 1024 * 1024;

    /** Takes the bytes of one payload; they are valid only during the call. */
    @FunctionalInterface
    public interface Listener {
        void data(byte[] bytes, int offset, int length) throws IOException;
    }

    private final Listener listener;
    private byte[] kept = new byte[0];
    private int keptLength;
    private boolean afterCarriageReturn;

    public SseSplitter(Listener listener) { this.listener = listener; }

    public void feed(Buffer buffer) throws IOException {
        ByteBuf bytes = buffer.getByteBuf();
        if (bytes.hasArray()) {
            feed(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
        } else {
            byte[] copy = buffer.getBytes();
            feed(copy, 0, copy.length);
        }
    }

    public void feed(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int start = offset;
        for (int at = offset; at < end; at++) {
            byte b = bytes[at];
            // One comparison for nearly every byte: line ends are the only control characters that occur.
            if (b > '\r' || b < 0) {
                continue;
            }
            if (b == '\n') {
                if (afterCarriageReturn && at == start && keptLength == 0) {
                    afterCarriageReturn = false;
                    start = at + 1;
                    continue;
                }
                line(bytes, start, at);
                start = at + 1;
            } else if (b == '\r') {
                line(bytes, start, at);
                start = at + 1;
                afterCarriageReturn = true;
                continue;
            }
            afterCarriageReturn = false;
        }
        keep(bytes, start, end);
    }

    /** The stream has ended: a last line without an end counts. */
    public void end() throws IOException {
        if (keptLength > 0) {
            line(kept, 0, 0);
        }
    }

    private void line(byte[] bytes, int from, int to) throws IOException {
        if (keptLength == 0) {
            payload(bytes, from, to);
            return;
        }
        keep(bytes, from, to);
        int length = keptLength;
        keptLength = 0;
        payload(kept, 0, length);
    }

    private void keep(byte[] bytes, int from, int to) throws IOException {
        int more = to - from;
        if (more == 0) {
            return;
        }
        if (keptLength + more > MAX_LINE) {
            throw new IOException("A line of the stream is too long");
        }
        if (keptLength + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(keptLength + more, Math.min(MAX_LINE, kept.length * 2)));
        }
        System.arraycopy(bytes, from, kept, keptLength, more);
        keptLength += more;
    }

    private void payload(byte[] line, int from, int to) throws IOException {
        int at = from;
        if (to - at > 3 && line[at] == (byte) 0xEF && line[at + 1] == (byte) 0xBB && line[at + 2] == (byte) 0xBF) {
            at += 3;
        }
        if (to - at < 5 || line[at] != 'd' || line[at + 1] != 'a' || line[at + 2] != 't' || line[at + 3] != 'a'
                || line[at + 4] != ':') {
            return;
        }
        at += 5;
        if (at < to && line[at] == ' ') {
            at++;
        }
        if (at < to) {
            listener.data(line, at, to - at);
        }
    }
}
