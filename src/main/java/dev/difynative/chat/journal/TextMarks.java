package dev.difynative.chat.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which parts, of three bytes each, a message's question and answer are made of: a bit for each part, in so few bytes that some
 * share theirs. A text that lacks the bit of a part of what is looked for does not contain it and need not be read
 * (docs/adr/0012). Letters count without their case, whichever rules they are compared by afterwards.
 */
public final class TextMarks {
    private static final int PART = 3;
    private static final int LEAST = 8;
    private static final int MOST = 512;
    private static final int MOST_ASKED = 8;
    /** What some rules of case make of a letter that others leave whole. */
    private static final int DOT_ABOVE = 0x307;

    private TextMarks() {}

    /** The marks of a message: a bit for each byte of its texts, 512 bytes at most. */
    public static byte[] of(String query, String answer) {
        byte[] asked = folded(query);
        byte[] said = folded(answer);
        byte[] marks = new byte[Math.clamp((asked.length + said.length + 7) / 8, LEAST, MOST)];
        mark(marks, asked);
        mark(marks, said);
        return marks;
    }

    private static void mark(byte[] marks, byte[] text) {
        for (int end = PART; end <= text.length; end++) {
            long bit = spread(text, end) * marks.length >>> 29;
            marks[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
        }
    }

    /**
     * Some parts of what is looked for, eight at most: numbers below 2³², and the bit of a part among {@code n} bytes of marks is
     * that number times {@code n} shifted right by 29.
     */
    public static List<Long> partsOf(String keyword) {
        byte[] text = folded(keyword);
        int parts = text.length - PART + 1;
        int asked = Math.min(parts, MOST_ASKED);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            numbers.add(spread(text, PART + i * parts / asked));
        }
        return numbers;
    }

    /** The part that ends before {@code end}, as a number whose upper bits are as good as any hash's. */
    private static long spread(byte[] text, int end) {
        int part = (text[end - 3] & 0xFF) << 16 | (text[end - 2] & 0xFF) << 8 | text[end - 1] & 0xFF;
        return part * 0x9E3779B1 & 0xFFFF_FFFFL;
    }

    private static byte[] folded(String text) {
        byte[] bytes = new byte[3 * text.length()];
        int length = 0;
        for (int i = 0; i < text.length();) {
            int symbol = text.charAt(i);
            if (symbol < 0x80) {
                i++;
                // The database cannot store it.
                if (symbol != 0) {
                    bytes[length++] = (byte) (symbol >= 'A' && symbol <= 'Z' ? symbol | 0x20 : symbol);
                }
            } else {
                symbol = text.codePointAt(i);
                i += Character.charCount(symbol);
                length = append(bytes, length, Character.toLowerCase(Character.toUpperCase(symbol)));
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int append(byte[] bytes, int start, int symbol) {
        int length = start;
        if (symbol == DOT_ABOVE) {
            return length;
        }
        if (symbol >= 0x10000) {
            bytes[length++] = (byte) (0xF0 | symbol >> 18);
        }
        if (symbol >= 0x80) {
            bytes[length++] = (byte) (0x80 | symbol >> 12);
            bytes[length++] = (byte) (symbol >> 6);
        }
        bytes[length++] = (byte) symbol;
        return length;
    }
}
