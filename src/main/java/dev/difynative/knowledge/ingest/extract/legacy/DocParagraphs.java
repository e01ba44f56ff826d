package dev.difynative.knowledge.ingest.extract.legacy;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** What kind of paragraph stands where in a Word 97 file, by offset of its bytes ([MS-DOC] 2.8.6, 2.9.175). */
record DocParagraphs(TreeMap<Integer, Kind> byStart) {
    private static final int PAGE = 512;
    private static final int BX = 13;
    private static final int IN_TABLE = 0x2416;
    private static final int ROW_END = 0x2417;
    private static final int TABLE_DEFINITION = 0xD608;
    private static final int[] OPERAND = {1, 1, 2, 4, 2, 2, -1, 3};

    /** The heading's level, or 0; whether the paragraph stands in a table, and whether it is the mark at the end of a row. */
    record Kind(int heading, boolean inTable, boolean rowEnd) {}

    static final Kind PLAIN = new Kind(0, false, false);

    static DocParagraphs read(ByteBuffer main, ByteBuffer table) {
        DocParagraphs paragraphs = new DocParagraphs(new TreeMap<>());
        int start = main.getInt(0x0102);
        int length = main.getInt(0x0106);
        int count = (length - 4) / 8;
        for (int i = 0; i < count; i++) {
            int page = (table.getInt(start + 4 * (count + 1) + 4 * i) & 0x3F_FFFF) * PAGE;
            if (page >= 0 && page + PAGE <= main.capacity()) {
                paragraphs.readPage(main, page);
            }
        }
        return paragraphs;
    }

    Kind at(int offset) {
        Map.Entry<Integer, Kind> entry = byStart.floorEntry(offset);
        return entry == null ? PLAIN : entry.getValue();
    }

    private void readPage(ByteBuffer main, int page) {
        int count = main.get(page + PAGE - 1) & 0xFF;
        for (int i = 0; i < count && 4 * (count + 1) + BX * i < PAGE; i++) {
            int place = (main.get(page + 4 * (count + 1) + BX * i) & 0xFF) * 2;
            byStart.put(main.getInt(page + 4 * i), place == 0 ? PLAIN : kind(main, page, place));
        }
    }

    private static Kind kind(ByteBuffer main, int page, int place) {
        int at = page + place;
        int size = (main.get(at) & 0xFF) * 2 - 1;
        if (size < 0) {
            size = (main.get(++at) & 0xFF) * 2;
        }
        at++;
        int end = Math.min(at + size, page + PAGE);
        int style = main.getShort(at) & 0xFFFF;
        return kind(main, at + 2, end, style >= 1 && style <= 9 ? style : 0);
    }

    private static Kind kind(ByteBuffer main, int from, int end, int heading) {
        boolean inTable = false;
        boolean rowEnd = false;
        for (int at = from; at + 3 <= end;) {
            int code = main.getShort(at) & 0xFFFF;
            inTable = code == IN_TABLE ? main.get(at + 2) != 0 : inTable;
            rowEnd = code == ROW_END ? main.get(at + 2) != 0 : rowEnd;
            int operand = OPERAND[code >> 13];
            if (operand < 0) {
                operand = code == TABLE_DEFINITION && at + 4 <= end
                        ? (main.getShort(at + 2) & 0xFFFF) + 1
                        : (main.get(at + 2) & 0xFF) + 1;
            }
            at += 2 + operand;
        }
        return new Kind(heading, inTable, rowEnd);
    }
}
