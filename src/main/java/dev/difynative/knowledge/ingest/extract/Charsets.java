package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds out in which character set a text is written: a byte order mark or the zeros of UTF-16 decide first, then whether all of
 * it is UTF-8, and then which of GB18030, Shift-JIS and Windows-1252 (Latin-1 with its gaps filled) gives usual characters.
 */
public final class Charsets {
    private static final int BLOCK = 64 * 1024;
    /** Of bytes above ASCII and their neighbours, more than enough to tell. */
    private static final int SAMPLE = 64 * 1024;
    /** One broken byte does not make a UTF-8 text something else. */
    private static final int FAULTS_FORGIVEN = 1000;

    private Charsets() {}

    public static Charset detect(SourceFile file) throws IOException {
        Charset marked = utf16(file.head(BLOCK));
        if (marked != null) {
            return marked;
        }
        try (InputStream content = file.open()) {
            return scan(content);
        }
    }

    public static Charset detect(byte[] content) {
        Charset marked = utf16(content);
        try {
            return marked != null ? marked : scan(new java.io.ByteArrayInputStream(content));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** UTF-16 by its mark, or by zeros in nearly every second place; null when it is something else. */
    static Charset utf16(byte[] head) {
        if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        int usual = 0;
        int length = Math.min(head.length, 4096) & ~1;
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                zeros[i & 1]++;
            } else if (head[i] >= ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t') {
                usual++;
            }
        }
        int pairs = length / 2;
        if (pairs < 4 || usual < pairs * 0.6) {
            return null;
        }
        if (zeros[1] > pairs * 0.6 && zeros[0] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > pairs * 0.6 && zeros[1] == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static Charset scan(InputStream content) throws IOException {
        Utf8Check utf8 = new Utf8Check();
        Sample sample = new Sample();
        byte[] block = new byte[BLOCK];
        for (int read = content.read(block); read >= 0; read = content.read(block)) {
            utf8.take(block, read);
            sample.take(block, read);
        }
        return utf8.passed() ? StandardCharsets.UTF_8 : legacy(sample.bytes());
    }

    private static Charset legacy(byte[] sample) {
        Charset gb18030 = Charset.forName("GB18030");
        Charset shiftJis = Charset.forName("windows-31j");
        double chinese = share(sample, gb18030);
        double japanese = share(sample, shiftJis);
        double latin = latinShare(sample);
        if (japanese > chinese && japanese > latin) {
            return shiftJis;
        }
        return chinese > latin ? gb18030 : Charset.forName("windows-1252");
    }

    /** How much of what is not ASCII decodes to characters that are usual in running text, from 0 to 1. */
    private static double share(byte[] sample, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(sample.length + 16);
        CoderResult result = decoder.decode(ByteBuffer.wrap(sample), text, true);
        if (result.isError()) {
            return 0;
        }
        text.flip();
        int usual = 0;
        int all = 0;
        boolean japanese = charset.name().startsWith("windows");
        while (text.hasRemaining()) {
            char letter = text.get();
            if (letter >= 0x80) {
                all++;
                usual += isUsual(letter, japanese) ? 1 : 0;
                // What cannot be decoded speaks against the set more than one rare character does.
                all += letter == '\uFFFD' ? 4 : 0;
            }
        }
        return all == 0 ? 0 : (double) usual / all;
    }

    private static boolean isUsual(char letter, boolean japanese) {
        if (letter >= 0x3000 && letter <= 0x303F || letter >= 0xFF01 && letter <= 0xFF5E) {
            return true;
        }
        if (japanese) {
            return letter >= 0x3041 && letter <= 0x30FE || isCommonIn(letter, "Shift_JIS", 0x88, 0x97);
        }
        return letter == '“' || letter == '”' || letter == '—' || letter == '…' || letter == '·'
                || isCommonIn(letter, "GB18030", 0xB0, 0xD7);
    }

    /** The first level of both standards, sorted by sound, holds the characters of everyday use. */
    private static boolean isCommonIn(char letter, String charset, int first, int last) {
        if (letter < 0x4E00 || letter > 0x9FFF) {
            return false;
        }
        byte[] code = String.valueOf(letter).getBytes(Charset.forName(charset));
        return code.length == 2 && (code[0] & 0xFF) >= first && (code[0] & 0xFF) <= last
                && (!charset.startsWith("GB") || (code[1] & 0xFF) >= 0xA1);
    }

    /** In the languages of western Europe a letter above ASCII stands between ASCII letters or at the border of a word. */
    private static double latinShare(byte[] sample) {
        int lone = 0;
        int all = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] >= 0) {
                continue;
            }
            all++;
            boolean letter = (sample[i] & 0xFF) >= 0xC0 || (sample[i] & 0xFF) >= 0x91 && (sample[i] & 0xFF) <= 0x97
                    || (sample[i] & 0xFF) >= 0xA0 && (sample[i] & 0xFF) < 0xC0;
            boolean before = i == 0 || sample[i - 1] >= 0;
            boolean after = i + 1 == sample.length || sample[i + 1] >= 0;
            lone += letter && (before && after) ? 1 : 0;
        }
        return all == 0 ? 1 : (double) lone / all;
    }

    /** Collects the stretches around bytes above ASCII. */
    private static final class Sample {
        private byte[] kept = new byte[1024];
        private int length;
        private boolean following;

        void take(byte[] block, int count) {
            int from = 0;
            while (from < count && length < SAMPLE) {
                boolean high = block[from] < 0;
                if (high && !following) {
                    add(from > 0 ? block[from - 1] < 0 ? (byte) ' ' : block[from - 1] : (byte) ' ');
                }
                if (high || following) {
                    add(block[from]);
                }
                following = high || following && isTrail(block[from]);
                from++;
            }
        }

        /** The second byte of a pair may be ASCII; one more of them ends the stretch. */
        private boolean isTrail(byte value) {
            return length >= 2 && kept[length - 2] < 0 && value >= 0x30;
        }

        private void add(byte value) {
            if (length == kept.length) {
                kept = Arrays.copyOf(kept, 2 * length);
            }
            kept[length++] = value;
        }

        byte[] bytes() { return Arrays.copyOf(kept, length); }
    }

    /** Counts the characters of several bytes that are right and the bytes that are not (RFC 3629 §4). */
    private static final class Utf8Check {
        private long sequences;
        private long faults;
        private int expected;
        private int least = 0x80;
        private int most = 0xBF;

        void take(byte[] block, int count) {
            for (int i = 0; i < count; i++) {
                int value = block[i] & 0xFF;
                if (expected == 0 && value < 0x80) {
                    continue;
                }
                step(value);
            }
        }

        private void step(int value) {
            if (expected > 0 && value >= least && value <= most) {
                least = 0x80;
                most = 0xBF;
                if (--expected == 0) {
                    sequences++;
                }
                return;
            }
            if (expected > 0) {
                faults++;
                expected = 0;
                least = 0x80;
                most = 0xBF;
            }
            begin(value);
        }

        private void begin(int value) {
            if (value >= 0xC2 && value <= 0xDF) {
                expected = 1;
            } else if (value >= 0xE0 && value <= 0xEF) {
                expected = 2;
                least = value == 0xE0 ? 0xA0 : 0x80;
                most = value == 0xED ? 0x9F : 0xBF;
            } else if (value >= 0xF0 && value <= 0xF4) {
                expected = 3;
                least = value == 0xF0 ? 0x90 : 0x80;
                most = value == 0xF4 ? 0x8F : 0xBF;
            } else if (value >= 0x80) {
                faults++;
            }
        }

        boolean passed() { return faults == 0 || faults * FAULTS_FORGIVEN < sequences; }
    }
}
