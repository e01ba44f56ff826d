package dev.difynative.knowledge.ingest.extract.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;

import dev.difynative.knowledge.ingest.extract.BoundedZip;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** Presentations: each slide's texts and tables with its speaker notes, in the order of the show. */
public final class PptxExtractor implements Extractor {
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
            Xml.read(content, xml -> Xml.walk(xml, new DrawingText(sink)));
        }
    }
}
