package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Turns the marks in the text of a Word 97 file into lines and tables. */
final class DocText {
    private static final char CELL = 7;
    private static final char LINE = 0x0B;
    private static final char PAGE = 0x0C;
    private static final char FIELD = 0x13;
    private static final char FIELD_RESULT = 0x14;
    private static final char FIELD_END = 0x15;
    private static final char HYPHEN = 0x1E;

    private final DocParagraphs paragraphs;
    private final TextSink sink;
    private final StringBuilder paragraph = new StringBuilder();
    private final List<String> row = new ArrayList<>();
    private MarkdownTable table;
    private int instructions;
    private int fields;

    DocText(DocParagraphs paragraphs, TextSink sink) {
        this.paragraphs = paragraphs;
        this.sink = sink;
    }

    void append(String text, int offset, int width) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            take(text.charAt(i), offset + i * width);
        }
    }

    private void take(char letter, int offset) throws IOException {
        switch (letter) {
            case FIELD -> {
                fields++;
                instructions++;
            }
            case FIELD_RESULT -> instructions = Math.max(0, instructions - 1);
            case FIELD_END -> {
                // A field without a result ends within its instruction.
                instructions = Math.min(instructions, Math.max(0, fields - 1));
                fields = Math.max(0, fields - 1);
            }
            case '\r' -> {
                DocParagraphs.Kind kind = paragraphs.at(offset);
                if (kind.inTable()) {
                    append('\n');
                } else {
                    endParagraph(kind);
                }
            }
            case PAGE -> endParagraph(paragraphs.at(offset));
            case CELL -> endCell(paragraphs.at(offset));
            case LINE -> append('\n');
            case HYPHEN -> append('-');
            default -> {
                if (letter >= ' ' || letter == '\t') {
                    append(letter);
                }
            }
        }
    }

    private void append(char letter) {
        if (instructions == 0) {
            paragraph.append(letter);
        }
    }

    private void endParagraph(DocParagraphs.Kind kind) throws IOException {
        String text = paragraph.toString().strip();
        paragraph.setLength(0);
        endTable();
        if (!text.isEmpty()) {
            sink.text((kind.heading() > 0 ? "#".repeat(Math.min(6, kind.heading())) + " " : "") + text + "\n\n");
        }
    }

    private void endCell(DocParagraphs.Kind kind) throws IOException {
        if (kind.rowEnd()) {
            if (table == null) {
                table = new MarkdownTable(sink);
            }
            table.row(List.copyOf(row));
            row.clear();
            paragraph.setLength(0);
            return;
        }
        row.add(paragraph.toString());
        paragraph.setLength(0);
    }

    private void endTable() throws IOException {
        if (!row.isEmpty()) {
            // Cells whose row has no end.
            sink.text(String.join(" ", row) + "\n");
            row.clear();
        }
        if (table != null) {
            table.end();
            table = null;
        }
    }

    void end() throws IOException { endParagraph(DocParagraphs.PLAIN); }
}
