package dev.difynative.chat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import dev.difynative.platform.event.FrameStream;
import dev.difynative.platform.text.LoneHalves;

/**
 * Writes the frames that carry an answer piece by piece. All but the piece is the same in each frame of a run, so it is
 * made once: this is the one frame that is written thousands of times a second (docs/adr/0003).
 */
final class PieceFrame {
    private static final byte[] END = "\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    private final byte[] start;

    PieceFrame(String event, ChatEvent.Envelope envelope) {
        UUID message = envelope.messageId();
        String conversation = envelope.conversationId() == null
                ? ""
                : "\"conversation_id\":\"" + envelope.conversationId() + "\",";
        start = ("data: {\"event\":\"" + event + "\"," + conversation + "\"message_id\":\"" + message + "\",\"created_at\":"
                + envelope.createdAt() + ",\"task_id\":\"" + envelope.taskId() + "\",\"id\":\"" + message + "\",\"answer\":\"")
                .getBytes(StandardCharsets.US_ASCII);
    }

    void append(FrameStream frames, String piece) {
        if (isPlain(piece)) {
            frames.append(start, piece, END);
        } else if (LoneHalves.isIn(piece)) {
            frames.append(start, quotedInHalves(piece), END);
        } else {
            frames.append(start, JsonStringEncoder.getInstance().quoteAsUTF8(piece), END);
        }
    }

    /** A character may come in two pieces: UTF-8 cannot say its half, JSON can. */
    private static byte[] quotedInHalves(String piece) {
        StringBuilder quoted = new StringBuilder();
        for (char c : JsonStringEncoder.getInstance().quoteAsString(piece)) {
            if (Character.isSurrogate(c)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it stands in JSON as it is, like most pieces: what need not be escaped need not be copied either. */
    private static boolean isPlain(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
