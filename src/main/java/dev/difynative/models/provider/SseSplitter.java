package dev.difynative.models.provider;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;

/**
 * Cuts an event stream into the payloads of its {@code data:} lines, wherever the network has cut it. A line that arrives
 * whole is handed on in place; only one that is split over buffers is copied. Lines end with LF, CR LF or CR. Comments and
 * the other fields are skipped: all providers say the kind of an event in its data, and write one line of data per event.
 */
public final class SseSplitter {
    private static final int MAX_LINE = 16 * 1024 * 1024;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LINE_FEEDS = 0x0A0A_0A0A_0A0A_0A0AL;
    private static final long CARRIAGE_RETURNS = 0x0D0D_0D0D_0D0D_0D0DL;

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

    public void feed(Buffer buffer) throws IOException { feed(buffer.getByteBuf()); }

    void feed(ByteBuf bytes) throws IOException {
        if (bytes.hasArray()) {
            feed(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
        } else {
            byte[] copy = ByteBufUtil.getBytes(bytes);
            feed(copy, 0, copy.length);
        }
    }

    public void feed(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int start = offset;
        for (int at = lineEnd(bytes, start, end); at < end; at = lineEnd(bytes, start, end)) {
            boolean carriageReturn = bytes[at] == '\r';
            boolean secondHalf = !carriageReturn && afterCarriageReturn && at == start && keptLength == 0;
            if (!secondHalf) {
                line(bytes, start, at);
            }
            afterCarriageReturn = carriageReturn;
            start = at + 1;
        }
        keep(bytes, start, end);
    }

    /** The place of the next LF or CR, eight bytes at a time: every byte of every stream passes here. */
    private static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            if ((zeroes(eight ^ LINE_FEEDS) | zeroes(eight ^ CARRIAGE_RETURNS)) != 0) {
                break;
            }
        }
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Not zero exactly if one of the eight bytes is zero. */
    private static long zeroes(long eight) {
        return eight - 0x0101_0101_0101_0101L & ~eight & 0x8080_8080_8080_8080L;
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
