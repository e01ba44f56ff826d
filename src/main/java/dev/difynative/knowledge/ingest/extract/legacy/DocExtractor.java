package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.knowledge.ingest.extract.ContentCheck;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/**
 * Word 97 to 2003 ([MS-DOC]): the pieces of the text, put together by the piece table; headings by their style, and tables by
 * the marks of cells and the paragraphs that end rows.
 */
public final class DocExtractor implements Extractor {
    private static final int MAGIC = 0xA5EC;
    private static final int FIRST_VERSION = 0x00C1;
    private static final int ENCRYPTED = 0x0100;
    private static final int TABLE_1 = 0x0200;
    private static final int COMPRESSED = 0x4000_0000;

    private record Piece(int from, int to, int offset, boolean narrow) {}

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (CompoundFile compound = CompoundFile.open(file.path())) {
            ByteBuffer main = compound.read("WordDocument");
            int flags = main.getShort(0x0A) & 0xFFFF;
            if ((main.getShort(0) & 0xFFFF) != MAGIC || (main.getShort(2) & 0xFFFF) < FIRST_VERSION) {
                throw ExtractError.UNSUPPORTED_FILE_TYPE
                        .because("The file '%s' is older than Word 97: save it in a newer format", file.name());
            }
            if ((flags & ENCRYPTED) != 0) {
                throw ContentCheck.encrypted(file);
            }
            ByteBuffer table = compound.read((flags & TABLE_1) != 0 ? "1Table" : "0Table");
            DocParagraphs paragraphs = DocParagraphs.read(main, table);
            DocText text = new DocText(paragraphs, sink);
            List<Piece> pieces = pieces(main, table);
            for (int[] range : ranges(main)) {
                text(main, pieces, range[0], range[1], text);
                text.end();
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new IOException(broken);
        }
    }

    /** The body, footnotes, endnotes and text boxes; headers and comments between them are left out. */
    private static List<int[]> ranges(ByteBuffer main) {
        int[] lengths = new int[8];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = main.getInt(0x4C + 4 * i);
        }
        List<int[]> ranges = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            boolean wanted = i == 0 || i == 1 || i == 5 || i == 6;
            if (wanted && lengths[i] > 0) {
                ranges.add(new int[]{at, at + lengths[i]});
            }
            // The fourth number is of a kind of text that is no longer used.
            at += i == 3 ? 0 : Math.max(0, lengths[i]);
        }
        return ranges;
    }

    private static List<Piece> pieces(ByteBuffer main, ByteBuffer table) throws IOException {
        int at = main.getInt(0x01A2);
        int end = at + main.getInt(0x01A6);
        while (at < end && table.get(at) == 1) {
            at += 3 + (table.getShort(at + 1) & 0xFFFF);
        }
        if (at >= end || table.get(at) != 2) {
            throw new IOException("No piece table");
        }
        int count = (table.getInt(at + 1) - 4) / 12;
        int positions = at + 5;
        int descriptors = positions + 4 * (count + 1);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int fc = table.getInt(descriptors + 8 * i + 2);
            boolean narrow = (fc & COMPRESSED) != 0;
            int offset = narrow ? (fc & ~COMPRESSED) / 2 : fc;
            pieces.add(new Piece(table.getInt(positions + 4 * i), table.getInt(positions + 4 * i + 4), offset, narrow));
        }
        return pieces;
    }

    private static void text(ByteBuffer main, List<Piece> pieces, int from, int to, DocText text) throws IOException {
        Charset western = Charset.forName("windows-1252");
        for (Piece piece : pieces) {
            int first = Math.max(from, piece.from);
            int last = Math.min(to, piece.to);
            if (first >= last) {
                continue;
            }
            int width = piece.narrow ? 1 : 2;
            int offset = piece.offset + (first - piece.from) * width;
            byte[] bytes = new byte[Math.min((last - first) * width, Math.max(0, main.capacity() - offset))];
            main.get(offset, bytes);
            text.append(new String(bytes, piece.narrow ? western : StandardCharsets.UTF_16LE), offset, width);
        }
    }

}
