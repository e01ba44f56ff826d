package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML event by event, without document types and so without entities that grow or reach out. */
public final class Xml {

    /** A part of an XML file that is read as a stream of events. */
    @FunctionalInterface
    public interface Reading {
        void read(XMLStreamReader xml) throws XMLStreamException, IOException;
    }

    private Xml() {}

    public static void read(InputStream content, Reading reading) throws IOException {
        run(reading, factory -> factory.createXMLStreamReader(content));
    }

    public static void read(Reader content, Reading reading) throws IOException {
        run(reading, factory -> factory.createXMLStreamReader(content));
    }

    public static String attribute(XMLStreamReader xml, String localName) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(localName)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    @FunctionalInterface
    private interface Opening {
        XMLStreamReader open(XMLInputFactory factory) throws XMLStreamException;
    }

    private static void run(Reading reading, Opening opening) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            XMLStreamReader xml = opening.open(factory);
            try {
                reading.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException broken) {
            throw new XmlException(broken);
        }
    }

    /** What is done where elements begin and end. */
    public interface Elements {
        void start(XMLStreamReader xml) throws XMLStreamException, IOException;

        void end(String localName) throws XMLStreamException, IOException;
    }

    /** Goes through all elements that are left. */
    public static void walk(XMLStreamReader xml, Elements elements) throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                elements.start(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                elements.end(xml.getLocalName());
            }
        }
    }

    /** Passes over the rest of the element that has just begun. */
    public static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0 && xml.hasNext();) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /** The file is not well-formed. */
    public static final class XmlException extends IOException {
        private final int line;

        XmlException(XMLStreamException cause) {
            super(cause);
            line = cause.getLocation() == null ? 0 : cause.getLocation().getLineNumber();
        }

        /** Where; 0 when that is not known. */
        public int line() { return line; }
    }
}
