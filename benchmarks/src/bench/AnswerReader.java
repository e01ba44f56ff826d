package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Understands the body of one answer: counts its pieces frame by frame, sees whether it was ended properly, and
 * collects the text of those answers that are to be compared with what the model said.
 */
final class AnswerReader implements HttpReader.Body {

    enum Form { CHAT_STREAM, CHAT_BLOCKING, OPENAI_STREAM }

    private static final byte[] EVENT = Bytes.ascii("\"event\"");
    private static final byte[] MESSAGE = Bytes.ascii("\"message\"");
    private static final byte[] MESSAGE_END = Bytes.ascii("\"message_end\"");
    private static final byte[] ERROR = Bytes.ascii("\"error\"");
    private static final byte[] ANSWER = Bytes.ascii("\"answer\"");
    private static final byte[] CONTENT = Bytes.ascii("\"content\"");
    private static final byte[] DONE = Bytes.ascii("data: [DONE]");

    private final Form form;
    private byte[] carry = new byte[512];
    private int carried;
    private boolean afterNewline;

    private int pieces;
    private boolean ended;
    private boolean failed;
    private String firstFault;
    private StringBuilder text;

    AnswerReader(Form form) {
        this.form = form;
    }

    void reset(boolean collectText) {
        carried = 0;
        afterNewline = false;
        pieces = 0;
        ended = false;
        failed = false;
        firstFault = null;
        text = collectText ? new StringBuilder() : null;
    }

    /** Pieces of the answer that carried text so far. */
    int pieces() {
        return pieces;
    }

    /** Whether the answer said that it is finished: message_end, [DONE], or the whole body of a blocking one. */
    boolean ended() {
        return ended && !failed;
    }

    /** The collected text, or null when it was not asked for. */
    String text() {
        return text == null ? null : text.toString();
    }

    String fault() {
        return firstFault;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        if (form == Form.CHAT_BLOCKING) {
            carry(bytes, from, to);
            return;
        }
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                if (!afterNewline) {
                    afterNewline = true;
                    continue;
                }
                if (carried == 0) {
                    frame(bytes, start, i);
                } else {
                    carry(bytes, start, i);
                    frame(carry, 0, carried);
                    carried = 0;
                }
                start = i + 1;
                afterNewline = false;
            } else if (b != '\r') {
                afterNewline = false;
            }
        }
        if (start < to) {
            carry(bytes, start, to);
        }
    }

    /** The body is complete. */
    void endOfBody(int status) {
        if (form == Form.CHAT_BLOCKING && status == 200) {
            int value = Bytes.jsonValue(carry, 0, carried, ANSWER);
            if (value >= 0) {
                pieces = 1;
                ended = true;
                collect(carry, value, carried);
            }
        }
        if (!ended() && firstFault == null) {
            firstFault = "status " + status + ", " + pieces + " pieces, last bytes: "
                    + new String(carry, 0, Math.min(carried, 300), US_ASCII);
        }
    }

    private void frame(byte[] bytes, int from, int to) {
        if (form == Form.OPENAI_STREAM) {
            int value = Bytes.jsonValue(bytes, from, to, CONTENT);
            if (value >= 0) {
                piece(bytes, value, to);
            } else if (Bytes.startsWith(bytes, from, to, DONE)) {
                ended = true;
            }
            return;
        }
        int event = Bytes.jsonValue(bytes, from, to, EVENT);
        if (event < 0) {
            return;
        }
        if (Bytes.startsWith(bytes, event, to, MESSAGE)) {
            piece(bytes, Bytes.jsonValue(bytes, from, to, ANSWER), to);
        } else if (Bytes.startsWith(bytes, event, to, MESSAGE_END)) {
            ended = true;
        } else if (Bytes.startsWith(bytes, event, to, ERROR)) {
            failed = true;
            firstFault = new String(bytes, from, to - from, US_ASCII);
        }
    }

    /** A piece without text, such as the one that names the role, is none. */
    private void piece(byte[] bytes, int value, int to) {
        if (value >= 0 && value + 1 < to && bytes[value] == '"' && bytes[value + 1] != '"') {
            pieces++;
            collect(bytes, value, to);
        }
    }

    private void collect(byte[] bytes, int quote, int to) {
        if (text == null) {
            return;
        }
        int end = quote + 1;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        text.append(new String(bytes, quote + 1, end - quote - 1, US_ASCII));
    }

    private void carry(byte[] bytes, int from, int to) {
        int length = to - from;
        if (carried + length > carry.length) {
            carry = Arrays.copyOf(carry, Math.max(carry.length * 2, carried + length));
        }
        System.arraycopy(bytes, from, carry, carried, length);
        carried += length;
    }
}
