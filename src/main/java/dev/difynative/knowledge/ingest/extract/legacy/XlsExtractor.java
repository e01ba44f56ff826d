package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.difynative.knowledge.ingest.extract.CellFormats;
import dev.difynative.knowledge.ingest.extract.ContentCheck;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Excel 97 to 2003 ([MS-XLS], BIFF8): each sheet as a Markdown table under its name, then its text boxes and comments. */
public final class XlsExtractor implements Extractor {
    private static final int BIFF8 = 0x0600;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (CompoundFile compound = CompoundFile.open(file.path())) {
            if (!compound.has("Workbook")) {
                throw tooOld(file);
            }
            new Book(file, compound.read("Workbook"), sink).read();
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException | IllegalArgumentException broken) {
            throw new IOException(broken);
        }
    }

    private static RuntimeException tooOld(SourceFile file) {
        return ExtractError.UNSUPPORTED_FILE_TYPE.because("The file '%s' is older than Excel 97: save it in a newer format",
                file.name());
    }

    /** One pass over the records: first those of the workbook, then sheet by sheet. */
    private static final class Book {
        private final SourceFile file;
        private final ByteBuffer stream;
        private final TextSink sink;
        private final List<String> sheets = new ArrayList<>();
        private final CellFormats formats = new CellFormats();
        private List<String> texts = List.of();
        private boolean since1904;
        private SortedMap<Integer, SortedMap<Integer, String>> rows;
        private int[] awaitingText;
        private final StringBuilder boxes = new StringBuilder();
        private int lettersOfBox;
        private int sheet;

        Book(SourceFile file, ByteBuffer stream, TextSink sink) {
            this.file = file;
            this.stream = stream;
            this.sink = sink;
        }

        void read() throws IOException {
            int depth = 0;
            for (int at = 0; at + 4 <= stream.capacity();) {
                int type = stream.getShort(at) & 0xFFFF;
                int length = stream.getShort(at + 2) & 0xFFFF;
                int data = at + 4;
                if (type == 0x0809) {
                    depth++;
                    begin(data, depth);
                } else if (type == 0x000A) {
                    depth--;
                    end(depth);
                } else if (depth == 1) {
                    record(type, data, length);
                }
                at = data + length;
            }
        }

        private void begin(int data, int depth) {
            if ((stream.getShort(data) & 0xFFFF) != BIFF8) {
                throw tooOld(file);
            }
            // Charts within a sheet are begun and ended within it.
            if (depth == 1) {
                rows = (stream.getShort(data + 2) & 0xFFFF) == 0x0005 ? null : new TreeMap<>();
            }
        }

        private void end(int depth) throws IOException {
            if (depth != 0 || rows == null) {
                return;
            }
            String name = sheet < sheets.size() ? sheets.get(sheet) : "";
            sink.page(++sheet);
            if (!rows.isEmpty() || !boxes.isEmpty()) {
                sink.text("## " + name + "\n");
            }
            MarkdownTable table = new MarkdownTable(sink);
            for (SortedMap<Integer, String> row : rows.values()) {
                List<String> cells = new ArrayList<>();
                row.forEach((column, text) -> {
                    while (cells.size() < column) {
                        cells.add("");
                    }
                    cells.add(text);
                });
                table.row(cells);
            }
            table.end();
            sink.text(boxes);
            boxes.setLength(0);
            rows = null;
        }

        private void record(int type, int data, int length) {
            switch (type) {
                case 0x002F -> throw ContentCheck.encrypted(file);
                case 0x0022 -> since1904 = stream.getShort(data) != 0;
                case 0x0085 -> sheets.add(shortText(data + 6));
                case 0x041E -> formats.define(stream.getShort(data) & 0xFFFF, text(data + 2));
                case 0x00E0 -> formats.addStyle(stream.getShort(data + 2) & 0xFFFF);
                case 0x00FC -> texts = new XlsTexts(stream, data, length).read();
                default -> {
                    if (rows != null) {
                        cell(type, data, length);
                    }
                }
            }
        }

        private void cell(int type, int data, int length) {
            switch (type) {
                case 0x00FD -> {
                    int index = stream.getInt(data + 6);
                    put(data, index >= 0 && index < texts.size() ? texts.get(index) : "");
                }
                case 0x0204 -> put(data, text(data + 6));
                case 0x0203 -> put(data, number(stream.getDouble(data + 6), style(data + 4)));
                case 0x027E -> put(data, number(rk(stream.getInt(data + 6)), style(data + 4)));
                case 0x00BD -> {
                    int column = stream.getShort(data + 2) & 0xFFFF;
                    for (int at = data + 4; at + 6 <= data + length - 2; at += 6) {
                        put(stream.getShort(data) & 0xFFFF, column++, number(rk(stream.getInt(at + 2)), style(at)));
                    }
                }
                case 0x0205 -> put(data, stream.get(data + 7) == 0 ? stream.get(data + 6) == 0 ? "FALSE" : "TRUE" : "#ERROR");
                case 0x0006 -> formula(data);
                case 0x0207 -> {
                    if (awaitingText != null) {
                        put(awaitingText[0], awaitingText[1], text(data));
                        awaitingText = null;
                    }
                }
                case 0x01B6 -> lettersOfBox = stream.getShort(data + 10) & 0xFFFF;
                case 0x003C -> box(data, length);
                default -> {
                    // Widths, colours and the like.
                }
            }
        }

        /** The text of a box follows it in records of their own. */
        private void box(int data, int length) {
            if (lettersOfBox > 0) {
                boolean wide = (stream.get(data) & 1) != 0;
                int here = Math.min(lettersOfBox, (length - 1) / (wide ? 2 : 1));
                boxes.append(characters(data + 1, here, stream.get(data)));
                lettersOfBox = here == 0 ? 0 : lettersOfBox - here;
                boxes.append(lettersOfBox == 0 ? "\n" : "");
            }
        }

        private void formula(int data) {
            if (stream.getShort(data + 12) != -1) {
                put(data, number(stream.getDouble(data + 6), style(data + 4)));
                return;
            }
            switch (stream.get(data + 6)) {
                case 0 -> awaitingText = new int[]{stream.getShort(data) & 0xFFFF, stream.getShort(data + 2) & 0xFFFF};
                case 1 -> put(data, stream.get(data + 8) == 0 ? "FALSE" : "TRUE");
                case 2 -> put(data, "#ERROR");
                default -> {
                    // An empty result.
                }
            }
        }

        private void put(int data, String text) { put(stream.getShort(data) & 0xFFFF, stream.getShort(data + 2) & 0xFFFF, text); }

        private void put(int row, int column, String text) {
            rows.computeIfAbsent(row, unused -> new TreeMap<>()).put(column, text);
        }

        private int style(int at) { return stream.getShort(at) & 0xFFFF; }

        private String number(double value, int style) {
            return Double.isFinite(value) ? formats.shown(new BigDecimal(value), style, since1904) : "";
        }

        /** A number of 30 bits: an integer or the upper part of a double, perhaps in hundredths. */
        private static double rk(int coded) {
            double value = (coded & 2) != 0 ? coded >> 2 : Double.longBitsToDouble((long) (coded & ~3) << 32);
            return (coded & 1) != 0 ? value / 100 : value;
        }

        private String shortText(int at) { return characters(at + 2, stream.get(at) & 0xFF, stream.get(at + 1)); }

        private String text(int at) { return characters(at + 3, stream.getShort(at) & 0xFFFF, stream.get(at + 2)); }

        private String characters(int at, int count, int flags) {
            boolean wide = (flags & 1) != 0;
            byte[] bytes = new byte[Math.min(wide ? 2 * count : count, stream.capacity() - at)];
            stream.get(at, bytes);
            return new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
        }
    }
}
