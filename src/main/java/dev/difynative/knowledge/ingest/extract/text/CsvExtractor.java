package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.PushbackReader;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Rows of values (RFC 4180), separated by comma, semicolon, tab or bar, as a Markdown table. */
public final class CsvExtractor implements Extractor {
    private static final int HEAD = 8192;
    private static final int LONGEST_ROW = 4 << 20;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (PushbackReader text = new PushbackReader(new java.io.BufferedReader(PlainTextExtractor.reader(file)), HEAD)) {
            char separator = separator(text);
            MarkdownTable table = new MarkdownTable(sink);
            for (List<String> row = row(text, separator, file); row != null; row = row(text, separator, file)) {
                table.row(row);
            }
            table.end();
        }
    }

    /** The one of which there are most outside quotes in the beginning. */
    private static char separator(PushbackReader text) throws IOException {
        char[] head = new char[HEAD];
        int length = 0;
        for (int read = 0; read >= 0 && length < HEAD; length += Math.max(0, read)) {
            read = text.read(head, length, HEAD - length);
        }
        text.unread(head, 0, length);
        int[] counts = new int[SEPARATORS.length];
        boolean quoted = false;
        for (int i = 0; i < length; i++) {
            quoted ^= head[i] == '"';
            for (int s = 0; s < SEPARATORS.length && !quoted; s++) {
                counts[s] += head[i] == SEPARATORS[s] ? 1 : 0;
            }
        }
        int best = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            best = counts[s] > counts[best] ? s : best;
        }
        return SEPARATORS[best];
    }

    /** The next row, or null at the end. */
    private static List<String> row(PushbackReader text, char separator, SourceFile file) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        int size = 0;
        for (int read = text.read(); read >= 0; read = text.read()) {
            any = true;
            if (++size > LONGEST_ROW) {
                throw ExtractError.BROKEN_FILE.because("The file '%s' is damaged: a quotation mark is never closed", file.name());
            }
            char letter = (char) read;
            if (quoted) {
                quoted = insideQuotes(text, cell, letter);
            } else if (letter == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (letter == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (letter == '\n') {
                break;
            } else if (letter != '\r') {
                cell.append(letter);
            }
        }
        cells.add(cell.toString());
        return any ? cells : null;
    }

    private static boolean insideQuotes(PushbackReader ahead, StringBuilder cell, char letter) throws IOException {
        if (letter != '"') {
            cell.append(letter);
            return true;
        }
        int next = ahead.read();
        if (next == '"') {
            cell.append('"');
            return true;
        }
        if (next >= 0) {
            ahead.unread(next);
        }
        return false;
    }
}
