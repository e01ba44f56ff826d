package bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One client of the generator: sends a request, reads the answer to its end, and tells the run what it saw. */
final class LoadConnection extends TimerWheel.Timer {

    /** What a run wants to know; all calls come from the generator's only thread. */
    interface Listener {
        void firstPiece(LoadConnection connection, long nanos);

        void pieces(int count);

        void finished(LoadConnection connection, long nanos, boolean complete, String fault);
    }

    private final SocketAddress address;
    private final Selector selector;
    private final ByteBuffer request;
    private final AnswerReader answer;
    private final HttpReader http = new HttpReader();
    private final Listener listener;
    private final int expectedPieces;
    private final String expectedText;

    private SocketChannel channel;
    private SelectionKey key;
    private boolean waiting;
    private int counted;
    private long requested;

    LoadConnection(SocketAddress address, Selector selector, byte[] request, AnswerReader answer, int expectedPieces,
            String expectedText, Listener listener) {
        this.address = address;
        this.selector = selector;
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        this.answer = answer;
        this.expectedPieces = expectedPieces;
        this.expectedText = expectedText;
        this.listener = listener;
    }

    /** When the request of the present answer was sent, or, on a new connection, when connecting began. */
    long requested() {
        return requested;
    }

    boolean waiting() {
        return waiting;
    }

    void send(boolean checkText) {
        answer.reset(checkText);
        http.reset();
        request.rewind();
        counted = 0;
        waiting = true;
        requested = System.nanoTime();
        try {
            if (channel != null) {
                write();
                return;
            }
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                write();
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    void onReady(byte[] input) {
        try {
            if (key.isValid() && key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                write();
            }
            if (key.isValid() && key.isWritable()) {
                write();
            }
            if (key.isValid() && key.isReadable()) {
                read(input);
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // It is being given up; nothing is left to be done with it.
        }
        channel = null;
    }

    private void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read(byte[] input) throws IOException {
        int count = channel.read(ByteBuffer.wrap(input));
        long now = System.nanoTime();
        if (count < 0) {
            boolean regular = waiting && http.endOfInput();
            close();
            if (regular) {
                finish(now);
            } else if (waiting) {
                throw new IOException("the connection was closed in the middle of an answer, after " + counted + " pieces");
            }
            return;
        }
        if (!waiting) {
            throw new IOException("bytes that nobody asked for");
        }
        http.feed(input, 0, count, answer);
        int pieces = answer.pieces();
        if (pieces > counted) {
            if (counted == 0) {
                listener.firstPiece(this, now - requested);
            }
            listener.pieces(pieces - counted);
            counted = pieces;
        }
        if (http.done()) {
            if (http.closing()) {
                close();
            }
            finish(now);
        }
    }

    private void finish(long now) {
        waiting = false;
        answer.endOfBody(http.status());
        if (answer.pieces() > counted) {
            listener.firstPiece(this, now - requested);
            listener.pieces(answer.pieces() - counted);
        }
        boolean complete = http.status() == 200 && answer.ended() && answer.pieces() == expectedPieces;
        String fault = complete ? null : "incomplete: " + answer.pieces() + " of " + expectedPieces + " pieces; " + answer.fault();
        if (complete && answer.text() != null && !answer.text().equals(expectedText)) {
            complete = false;
            fault = "wrong text: " + answer.text();
        }
        listener.finished(this, now - requested, complete, fault);
    }

    private void fail(IOException failure) {
        close();
        if (waiting) {
            waiting = false;
            listener.finished(this, System.nanoTime() - requested, false, failure.toString());
        }
    }
}
