package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.Xml;

/** The texts of any XML document, each element on a line of its own with the element's name in front. */
public final class XmlExtractor implements Extractor {

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (java.io.InputStream content = file.open()) {
            Xml.read(content, xml -> texts(xml, sink));
        } catch (Xml.XmlException broken) {
            throw ExtractError.BROKEN_FILE.because("The file '%s' is not well-formed XML: see line %d", file.name(),
                    broken.line());
        }
    }

    private static void texts(XMLStreamReader xml, TextSink sink) throws XMLStreamException, IOException {
        StringBuilder text = new StringBuilder();
        String element = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    write(element, text, sink);
                    element = xml.getLocalName();
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        write(element + " " + xml.getAttributeLocalName(i),
                                new StringBuilder(xml.getAttributeValue(i)), sink);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.END_ELEMENT -> {
                    write(element, text, sink);
                    element = "";
                }
                default -> {
                    // Comments and instructions are no text.
                }
            }
        }
    }

    private static void write(String element, StringBuilder text, TextSink sink) throws IOException {
        String stripped = text.toString().strip();
        text.setLength(0);
        if (!stripped.isEmpty()) {
            sink.text(element.isEmpty() ? stripped + "\n" : element + ": " + stripped + "\n");
        }
    }
}
