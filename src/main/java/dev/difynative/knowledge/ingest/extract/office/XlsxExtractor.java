package dev.difynative.knowledge.ingest.extract.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.difynative.knowledge.ingest.extract.BoundedZip;
import dev.difynative.knowledge.ingest.extract.CellFormats;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** Workbooks: each sheet as a Markdown table under its name, then its text boxes; of a formula, the value that was saved with it. */
public final class XlsxExtractor implements Extractor {
    private static final String WORKBOOK = "xl/workbook.xml";
    /** Letters of shared texts, of which a workbook may hold as many as the whole heap takes. */
    private static final long MOST_SHARED = 64L << 20;

    private record Sheet(String name, String part) {}

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (BoundedZip zip = new BoundedZip(file)) {
            Relationships parts = Relationships.of(zip, WORKBOOK);
            Book book = new Book();
            readPart(zip, parts.ofType("sharedStrings"), xml -> shared(xml, book.texts, file));
            readPart(zip, parts.ofType("styles"), xml -> styles(xml, book.formats));
            List<Sheet> sheets = new ArrayList<>();
            readPart(zip, Optional.of(WORKBOOK), xml -> workbook(xml, parts, sheets, book));
            int number = 0;
            for (Sheet sheet : sheets) {
                sink.page(++number);
                sink.text("## " + sheet.name + "\n");
                readPart(zip, Optional.of(sheet.part), xml -> new Rows(book, sink).read(xml));
                readPart(zip, Relationships.of(zip, sheet.part).ofType("drawing"), xml -> Xml.walk(xml, new DrawingText(sink)));
            }
        }
    }

    private static void readPart(BoundedZip zip, Optional<String> part, Xml.Reading reading) throws IOException {
        if (part.filter(zip::has).isPresent()) {
            try (InputStream content = zip.open(part.get())) {
                Xml.read(content, reading);
            }
        }
    }

    private static void shared(XMLStreamReader xml, List<String> texts, SourceFile file) throws XMLStreamException {
        long size = 0;
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                phonetic = phonetic || xml.getLocalName().equals("rPh");
                if (xml.getLocalName().equals("t")) {
                    String piece = xml.getElementText();
                    text.append(phonetic ? "" : piece);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                phonetic = phonetic && !xml.getLocalName().equals("rPh");
                if (xml.getLocalName().equals("si")) {
                    size += text.length();
                    if (size > MOST_SHARED) {
                        throw ExtractError.FILE_BOMB.because("The workbook '%s' holds more text than can be read", file.name());
                    }
                    texts.add(text.toString());
                    text.setLength(0);
                }
            }
        }
    }

    private static void styles(XMLStreamReader xml, CellFormats formats) throws XMLStreamException {
        boolean cells = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "numFmt" -> formats.define(number(Xml.attribute(xml, "numFmtId")), Xml.attribute(xml, "formatCode"));
                    case "cellXfs" -> cells = true;
                    case "xf" -> {
                        if (cells) {
                            formats.addStyle(number(Xml.attribute(xml, "numFmtId")));
                        }
                    }
                    default -> {
                        // Looks do not matter.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                cells = false;
            }
        }
    }

    private static void workbook(XMLStreamReader xml, Relationships parts, List<Sheet> sheets, Book book)
            throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                String since1904 = Xml.attribute(xml, "date1904");
                book.since1904 = "1".equals(since1904) || "true".equals(since1904);
            } else if (xml.getLocalName().equals("sheet")) {
                String part = parts.byId().get(Relationships.id(xml));
                if (part != null) {
                    sheets.add(new Sheet(Xml.attribute(xml, "name"), part));
                }
            }
        }
    }

    private static int number(String text) { return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0; }

    private static final class Book {
        private final List<String> texts = new ArrayList<>();
        private final CellFormats formats = new CellFormats();
        private boolean since1904;
    }

    /** One pass over a sheet. */
    private static final class Rows implements Xml.Elements {
        private static final int MOST_COLUMNS = 16_384;

        private final Book book;
        private final MarkdownTable table;
        private List<String> row = new ArrayList<>();
        private int column;
        private String type = "";
        private int style;
        private final StringBuilder value = new StringBuilder();

        Rows(Book book, TextSink sink) {
            this.book = book;
            table = new MarkdownTable(sink);
        }

        void read(XMLStreamReader xml) throws XMLStreamException, IOException {
            Xml.walk(xml, this);
            table.end();
        }

        @Override
        public void start(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "row" -> {
                    row = new ArrayList<>();
                    column = 0;
                }
                case "c" -> {
                    column = column(Xml.attribute(xml, "r"), row.size());
                    type = String.valueOf(Xml.attribute(xml, "t"));
                    style = number(Xml.attribute(xml, "s"));
                    value.setLength(0);
                }
                case "v", "t" -> value.append(xml.getElementText());
                default -> {
                    // Formulas and looks do not matter.
                }
            }
        }

        @Override
        public void end(String element) throws IOException {
            if (element.equals("c")) {
                while (row.size() < column) {
                    row.add("");
                }
                row.add(text());
            } else if (element.equals("row")) {
                table.row(row);
            }
        }

        private String text() {
            String raw = value.toString();
            return switch (type) {
                case "s" -> number(raw) < book.texts.size() ? book.texts.get(number(raw)) : "";
                case "b" -> raw.equals("1") ? "TRUE" : "FALSE";
                case "str", "inlineStr", "e", "d" -> raw;
                default -> book.formats.shown(raw, style, book.since1904);
            };
        }

        /** The column of a reference such as BC12, counted from 0. */
        private static int column(String reference, int next) {
            int column = 0;
            for (int i = 0; reference != null && i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
                column = column * 26 + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
            }
            return column < 1 || column > MOST_COLUMNS ? next : column - 1;
        }
    }
}
