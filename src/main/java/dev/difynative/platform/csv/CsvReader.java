package dev.difynative.platform.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.platform.error.CommonError;

/** Reads comma-separated values (RFC 4180): quoted fields may hold commas, quotes (doubled) and line breaks. */
public final class CsvReader {
    private final String text;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int at;

    private CsvReader(String text) { this.text = text; }

    /** As {@link #read(String)}; what is not UTF-8 is refused, not taken with characters that nobody wrote. */
    public static List<List<String>> read(byte[] csv) {
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString());
        } catch (CharacterCodingException otherCharset) {
            throw CommonError.INVALID_PARAM.field("file", "format", "The CSV file must be encoded in UTF-8");
        }
    }

    /** The rows that are not empty. */
    public static List<List<String>> read(String csv) {
        CsvReader reader = new CsvReader(csv.startsWith("\uFEFF") ? csv.substring(1) : csv);
        reader.read();
        return reader.rows;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && field.isEmpty()) {
                readQuoted();
            } else if (c == ',') {
                endField();
            } else if (c == '\n' || c == '\r') {
                endRow();
            } else {
                field.append(c);
            }
            at++;
        }
        endRow();
    }

    /** Stops at the quote that ends the field. */
    private void readQuoted() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                field.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at++;
            } else {
                return;
            }
        }
        throw CommonError.INVALID_PARAM.field("file", "format", "The CSV file ends within quotes, in row %d", rows.size() + 1);
    }

    private void endField() {
        row.add(field.toString());
        field.setLength(0);
    }

    private void endRow() {
        endField();
        if (row.size() > 1 || !row.getFirst().isEmpty()) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }
}
