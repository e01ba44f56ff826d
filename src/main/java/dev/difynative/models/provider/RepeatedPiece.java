package dev.difynative.models.provider;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonParser;

/**
 * Knows the last event that said nothing but a piece of text. Most providers send the same bytes around each piece, and an
 * event that differs from the last one only between the quotes of the text needs no parser to be understood.
 */
public final class RepeatedPiece {
    /** So many events in a row that were all different: this provider puts something new into each. */
    private static final int GIVE_UP = 16;

    private byte[] sample = new byte[0];
    private int prefix;
    private int suffix;
    private int length;
    private int misses;

    /** The text of an event that repeats the last one, or null when it must be parsed. */
    public String textOf(byte[] bytes, int offset, int eventLength) {
        int from = offset + prefix;
        int to = offset + eventLength - suffix;
        if (length == 0 || from >= to || !Arrays.equals(bytes, offset, from, sample, 0, prefix)
                || !Arrays.equals(bytes, to, to + suffix, sample, length - suffix, length)) {
            return null;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
                return null;
            }
        }
        misses = 0;
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Remembers an event that had no effect but the text that the parser has just read; {@code textStart} and {@code textEnd}
     * are the places of its quotes in the event.
     */
    public void remember(byte[] bytes, int offset, int eventLength, int textStart, int textEnd) {
        boolean quotes = textStart > 0 && textEnd > textStart && textEnd < eventLength && bytes[offset + textStart] == '"'
                && bytes[offset + textEnd] == '"';
        if (!quotes || misses++ >= GIVE_UP) {
            length = 0;
            return;
        }
        if (sample.length < eventLength) {
            sample = new byte[eventLength + 64];
        }
        System.arraycopy(bytes, offset, sample, 0, eventLength);
        prefix = textStart + 1;
        suffix = eventLength - textEnd;
        length = eventLength;
    }

    /** Where the token that the parser stands on begins. */
    public static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the last character of a text token is that has been read whole. */
    public static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset() - 1;
    }
}
