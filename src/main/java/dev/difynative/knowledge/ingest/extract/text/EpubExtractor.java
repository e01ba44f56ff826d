package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLStreamConstants;

import org.jsoup.Jsoup;

import dev.difynative.knowledge.ingest.extract.BoundedZip;
import dev.difynative.knowledge.ingest.extract.Charsets;
import dev.difynative.knowledge.ingest.extract.ContentCheck;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** Electronic books (EPUB 2 and 3): the chapters in reading order. */
public final class EpubExtractor implements Extractor {
    private static final String CONTAINER = "META-INF/container.xml";
    private static final String RIGHTS = "META-INF/encryption.xml";
    private static final int LARGEST_CHAPTER = 24 << 20;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (BoundedZip zip = new BoundedZip(file)) {
            int number = 0;
            for (String chapter : chapters(zip, packageFile(zip))) {
                sink.page(++number);
                chapter(file, zip, chapter, sink);
            }
        }
    }

    private static void chapter(SourceFile file, BoundedZip zip, String chapter, TextSink sink) throws IOException {
        try (InputStream content = zip.open(chapter)) {
            byte[] page = content.readNBytes(LARGEST_CHAPTER);
            if (ContentCheck.looksBinary(page) && zip.has(RIGHTS)) {
                throw ExtractError.ENCRYPTED_FILE.because("The file '%s' is protected by digital rights and cannot be read",
                        file.name());
            }
            HtmlText.write(Jsoup.parse(new String(page, Charsets.detect(page))).body(), sink);
            sink.text("\n");
        }
    }

    private static String packageFile(BoundedZip zip) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream content = zip.open(CONTAINER)) {
            Xml.read(content, xml -> {
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("rootfile")) {
                        found.add(Xml.attribute(xml, "full-path"));
                    }
                }
            });
        }
        if (found.isEmpty()) {
            throw new IOException("No package file");
        }
        return found.getFirst();
    }

    private static List<String> chapters(BoundedZip zip, String packageFile) throws IOException {
        Map<String, String> items = new HashMap<>();
        List<String> spine = new ArrayList<>();
        try (InputStream content = zip.open(packageFile)) {
            Xml.read(content, xml -> {
                while (xml.hasNext()) {
                    if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                        continue;
                    }
                    if (xml.getLocalName().equals("item")) {
                        items.put(Xml.attribute(xml, "id"), Xml.attribute(xml, "href"));
                    } else if (xml.getLocalName().equals("itemref")) {
                        spine.add(Xml.attribute(xml, "idref"));
                    }
                }
            });
        }
        List<String> chapters = new ArrayList<>();
        for (String id : spine) {
            String chapter = resolved(packageFile, items.get(id));
            if (zip.has(chapter)) {
                chapters.add(chapter);
            }
        }
        return chapters;
    }

    private static String resolved(String packageFile, String href) {
        try {
            return URI.create("/" + packageFile).resolve(href == null ? "" : href).getPath().substring(1);
        } catch (IllegalArgumentException odd) {
            return String.valueOf(href);
        }
    }
}
