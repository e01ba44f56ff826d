package dev.difynative.knowledge.ingest.extract.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.difynative.knowledge.ingest.extract.BoundedZip;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** Word documents: headings, paragraphs, lists, tables as Markdown, and the notes at the end; what was deleted stays out. */
public final class DocxExtractor implements Extractor {
    private static final String DOCUMENT = "word/document.xml";

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (BoundedZip zip = new BoundedZip(file)) {
            Relationships parts = Relationships.of(zip, DOCUMENT);
            Map<String, Integer> headings = headings(zip, parts.ofType("styles").filter(zip::has));
            read(zip, DOCUMENT, headings, sink);
            for (String notes : List.of("footnotes", "endnotes")) {
                Optional<String> part = parts.ofType(notes).filter(zip::has);
                if (part.isPresent()) {
                    read(zip, part.get(), headings, sink);
                }
            }
        }
    }

    private static void read(BoundedZip zip, String part, Map<String, Integer> headings, TextSink sink) throws IOException {
        try (InputStream content = zip.open(part)) {
            Xml.read(content, xml -> Xml.walk(xml, new Body(headings, sink)));
        }
    }

    /** Style ids of headings with their level: styles have an outline level, or the name "heading N" in any language of Word. */
    private static Map<String, Integer> headings(BoundedZip zip, Optional<String> styles) throws IOException {
        Map<String, Integer> levels = new HashMap<>();
        if (styles.isPresent()) {
            try (InputStream content = zip.open(styles.get())) {
                Xml.read(content, xml -> readStyles(xml, levels));
            }
        }
        return levels;
    }

    private static void readStyles(XMLStreamReader xml, Map<String, Integer> levels) throws XMLStreamException {
        String style = null;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String value = Xml.attribute(xml, "val");
            switch (xml.getLocalName()) {
                case "style" -> style = Xml.attribute(xml, "styleId");
                case "name" -> {
                    String name = String.valueOf(value).toLowerCase(Locale.ROOT);
                    if (style != null && name.matches("heading [1-9]")) {
                        levels.put(style, name.charAt(8) - '0');
                    } else if (style != null && name.equals("title")) {
                        levels.put(style, 1);
                    }
                }
                case "outlineLvl" -> {
                    if (style != null && value != null && value.matches("[0-8]")) {
                        levels.putIfAbsent(style, value.charAt(0) - '0' + 1);
                    }
                }
                default -> {
                    // Looks do not matter.
                }
            }
        }
    }

    /** A table that is being read; a table within a cell is written into that cell. */
    private static final class Table {
        private final List<List<String>> rows = new ArrayList<>();
        private List<String> row = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
    }

    /** One pass over the elements of a part. */
    private static final class Body implements Xml.Elements {
        private final Map<String, Integer> headings;
        private final TextSink sink;
        private final Deque<Table> tables = new ArrayDeque<>();
        private final Deque<StringBuilder> paragraphs = new ArrayDeque<>();
        private String prefix = "";

        Body(Map<String, Integer> headings, TextSink sink) {
            this.headings = headings;
            this.sink = sink;
        }

        @Override
        public void start(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "p" -> {
                    paragraphs.push(new StringBuilder());
                    prefix = "";
                }
                case "t" -> append(xml.getElementText());
                case "tab" -> append("\t");
                case "br", "cr" -> append("\n");
                case "noBreakHyphen" -> append("-");
                case "pStyle" -> prefix = headings.containsKey(Xml.attribute(xml, "val"))
                        ? "#".repeat(Math.min(6, headings.get(Xml.attribute(xml, "val")))) + " "
                        : prefix;
                case "numPr" -> prefix = prefix.isEmpty() ? "- " : prefix;
                // The same once more for older programs; where tabulators stop; how characters are pronounced.
                case "Fallback", "tabs", "rt" -> Xml.skip(xml);
                case "tbl" -> tables.push(new Table());
                default -> {
                    // Looks do not matter.
                }
            }
        }

        private void append(String text) {
            if (!paragraphs.isEmpty()) {
                paragraphs.peek().append(text);
            }
        }

        @Override
        public void end(String element) throws IOException {
            switch (element) {
                case "p" -> endParagraph();
                case "tc" -> {
                    if (!tables.isEmpty()) {
                        tables.peek().row.add(tables.peek().cell.toString());
                        tables.peek().cell.setLength(0);
                    }
                }
                case "tr" -> {
                    if (!tables.isEmpty()) {
                        tables.peek().rows.add(tables.peek().row);
                        tables.peek().row = new ArrayList<>();
                    }
                }
                case "tbl" -> endTable();
                default -> {
                    // Only blocks end.
                }
            }
        }

        private void endParagraph() throws IOException {
            String text = paragraphs.isEmpty() ? "" : paragraphs.pop().toString().stripTrailing();
            if (text.isEmpty()) {
                return;
            }
            if (!paragraphs.isEmpty()) {
                // The text of a box that stands in a paragraph.
                paragraphs.peek().append(' ').append(text);
            } else if (tables.isEmpty()) {
                sink.text(prefix.equals("- ") ? prefix + text + "\n" : prefix + text + "\n\n");
            } else {
                StringBuilder cell = tables.peek().cell;
                cell.append(cell.isEmpty() ? "" : "\n").append(text);
            }
            prefix = "";
        }

        private void endTable() throws IOException {
            Table table = tables.isEmpty() ? new Table() : tables.pop();
            if (!tables.isEmpty()) {
                table.rows.forEach(row -> tables.peek().cell.append(String.join(" ", row)).append('\n'));
                return;
            }
            MarkdownTable markdown = new MarkdownTable(sink);
            for (List<String> row : table.rows) {
                markdown.row(row);
            }
            markdown.end();
        }
    }
}
