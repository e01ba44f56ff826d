package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.util.List;

/** Writes rows as a Markdown table; the first one becomes its head, and rows without any text are left out. */
public final class MarkdownTable {
    private final TextSink sink;
    private int columns = -1;

    public MarkdownTable(TextSink sink) { this.sink = sink; }

    public void row(List<String> cells) throws IOException {
        if (cells.stream().allMatch(cell -> cell == null || cell.isBlank())) {
            return;
        }
        boolean head = columns < 0;
        if (head) {
            columns = cells.size();
            sink.text("\n");
        }
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < Math.max(columns, cells.size()); i++) {
            line.append(' ').append(i < cells.size() ? cell(cells.get(i)) : "").append(" |");
        }
        line.append('\n');
        if (head) {
            line.append('|').append(" --- |".repeat(columns)).append('\n');
        }
        sink.text(line);
    }

    public void end() throws IOException {
        if (columns >= 0) {
            sink.text("\n");
        }
    }

    private static String cell(String text) {
        return text == null ? "" : text.strip().replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
