package dev.difynative.knowledge.ingest.extract.office;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** The texts of a drawing (ECMA-376, DrawingML): of a slide with its tables, or of the boxes that lie over a sheet. */
final class DrawingText implements Xml.Elements {
    private final TextSink sink;
    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder cell = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private MarkdownTable table;
    private boolean title;
    /** Slide numbers, dates and footers, the same on each slide. */
    private boolean furniture;

    DrawingText(TextSink sink) { this.sink = sink; }

    @Override
    public void start(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "sp" -> {
                title = false;
                furniture = false;
            }
            case "ph" -> {
                String type = String.valueOf(Xml.attribute(xml, "type"));
                title = type.equals("title") || type.equals("ctrTitle");
                furniture = type.equals("sldNum") || type.equals("dt") || type.equals("ftr") || type.equals("hdr");
            }
            case "t" -> paragraph.append(xml.getElementText());
            case "br" -> paragraph.append(' ');
            case "tbl" -> table = new MarkdownTable(sink);
            // The same once more for older programs.
            case "Fallback" -> Xml.skip(xml);
            default -> {
                // Looks do not matter.
            }
        }
    }

    @Override
    public void end(String element) throws IOException {
        switch (element) {
            case "p" -> endParagraph();
            case "tc" -> {
                row.add(cell.toString());
                cell.setLength(0);
            }
            case "tr" -> {
                if (table != null) {
                    table.row(row);
                }
                row = new ArrayList<>();
            }
            case "tbl" -> {
                if (table != null) {
                    table.end();
                }
                table = null;
            }
            default -> {
                // Only blocks end.
            }
        }
    }

    private void endParagraph() throws IOException {
        String text = paragraph.toString().strip();
        paragraph.setLength(0);
        if (text.isEmpty() || furniture) {
            return;
        }
        if (table != null) {
            cell.append(cell.isEmpty() ? "" : "\n").append(text);
        } else {
            sink.text((title ? "# " : "") + text + "\n");
        }
    }
}
