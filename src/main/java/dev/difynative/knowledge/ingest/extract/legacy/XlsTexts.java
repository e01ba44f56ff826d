package dev.difynative.knowledge.ingest.extract.legacy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The table of shared texts of an Excel 97 file, which goes on over the borders of its records ([MS-XLS] 2.4.265). */
final class XlsTexts {
    private static final int CONTINUE = 0x003C;

    private final ByteBuffer stream;
    private int at;
    private int end;

    XlsTexts(ByteBuffer stream, int data, int length) {
        this.stream = stream;
        at = data;
        end = data + length;
    }

    List<String> read() {
        at += 4;
        int count = stream.getInt(at);
        at += 4;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count && nextRecord(); i++) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        int length = unsigned16();
        int flags = unsigned8();
        int runs = (flags & 8) != 0 ? unsigned16() : 0;
        int extra = (flags & 4) != 0 ? unsigned16() | unsigned16() << 16 : 0;
        StringBuilder text = new StringBuilder(Math.min(length, 1 << 15));
        boolean wide = (flags & 1) != 0;
        while (text.length() < length) {
            if (at >= end && nextRecord()) {
                // What goes on says anew how wide it is.
                wide = (unsigned8() & 1) != 0;
            }
            if (at >= end) {
                break;
            }
            text.append((char) (wide ? unsigned16() : unsigned8()));
        }
        skip(4L * runs + Math.max(0, extra));
        return text.toString();
    }

    /** Goes on in the next record when this one is read; false when there is none. */
    private boolean nextRecord() {
        while (at >= end) {
            if (end + 4 > stream.capacity() || (stream.getShort(end) & 0xFFFF) != CONTINUE) {
                return false;
            }
            at = end + 4;
            end = at + (stream.getShort(end + 2) & 0xFFFF);
        }
        return true;
    }

    private void skip(long count) {
        long left = count;
        while (left > 0 && nextRecord()) {
            int step = (int) Math.min(left, end - at);
            at += step;
            left -= step;
        }
    }

    private int unsigned8() {
        nextRecord();
        return stream.get(at++) & 0xFF;
    }

    private int unsigned16() {
        nextRecord();
        int value = stream.getShort(at) & 0xFFFF;
        at += 2;
        return value;
    }
}
