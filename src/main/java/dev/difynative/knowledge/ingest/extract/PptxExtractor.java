package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Presentations: each slide's texts and tables with its speaker notes, in the order of the show. */
final class PptxExtractor implements Extractor {
    private static final String PRESENTATION = "ppt/presentation.xml";

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (BoundedZip zip = new BoundedZip(file)) {
            int number = 0;
            for (String slide : slides(zip)) {
                sink.page(++number);
                slide(zip, slide, sink);
                Optional<String> notes = Relationships.of(zip, slide).ofType("notesSlide").filter(zip::has);
                if (notes.isPresent()) {
                    slide(zip, notes.get(), sink);
                }
                sink.text("\n");
            }
        }
    }

    private static List<String> slides(BoundedZip zip) throws IOException {
        Relationships parts = Relationships.of(zip, PRESENTATION);
        List<String> slides = new ArrayList<>();
        try (InputStream content = zip.open(PRESENTATION)) {
            Xml.read(content, xml -> {
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("sldId")) {
                        String id = Relationships.id(xml);
                        String slide = parts.byId().get(id);
                        if (slide != null && zip.has(slide)) {
                            slides.add(slide);
                        }
                    }
                }
            });
        }
        return slides;
    }

    private static void slide(BoundedZip zip, String part, TextSink sink) throws IOException {
        try (InputStream content = zip.open(part)) {
            Xml.read(content, xml -> new Slide(sink).read(xml));
        }
    }

    private static final class Slide {
        private final TextSink sink;
        private final StringBuilder paragraph = new StringBuilder();
        private final StringBuilder cell = new StringBuilder();
        private List<String> row = new ArrayList<>();
        private MarkdownTable table;
        private boolean title;
        /** Slide numbers, dates and footers, the same on each slide. */
        private boolean furniture;

        Slide(TextSink sink) { this.sink = sink; }

        void read(XMLStreamReader xml) throws XMLStreamException, IOException {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml.getLocalName());
                }
            }
        }

        private void start(XMLStreamReader xml) throws XMLStreamException {
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
                default -> {
                    // Looks do not matter.
                }
            }
        }

        private void end(String element) throws IOException {
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
}
