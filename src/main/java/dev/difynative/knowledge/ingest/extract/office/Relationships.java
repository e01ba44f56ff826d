package dev.difynative.knowledge.ingest.extract.office;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.difynative.knowledge.ingest.extract.BoundedZip;
import dev.difynative.knowledge.ingest.extract.Xml;

/** Which parts a part of an Office Open XML file refers to (ECMA-376 part 2): by id, and by the last word of their type. */
record Relationships(Map<String, String> byId, Map<String, String> byType) {

    static Relationships of(BoundedZip zip, String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        String name = part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels";
        Relationships relationships = new Relationships(new LinkedHashMap<>(), new HashMap<>());
        if (zip.has(name)) {
            try (InputStream content = zip.open(name)) {
                Xml.read(content, xml -> relationships.read(xml, part));
            }
        }
        return relationships;
    }

    Optional<String> ofType(String type) { return Optional.ofNullable(byType.get(type)); }

    /** Which relationship an element names; the usual and the strict form of the format have different namespaces for it. */
    static String id(XMLStreamReader xml) {
        String id = xml.getAttributeValue("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
        return id != null ? id : xml.getAttributeValue("http://purl.oclc.org/ooxml/officeDocument/relationships", "id");
    }

    private void read(XMLStreamReader xml, String part) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship")
                    && !"External".equals(Xml.attribute(xml, "TargetMode"))) {
                String target = resolved(part, Xml.attribute(xml, "Target"));
                String type = String.valueOf(Xml.attribute(xml, "Type"));
                byId.put(Xml.attribute(xml, "Id"), target);
                byType.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), target);
            }
        }
    }

    private static String resolved(String part, String target) {
        try {
            return URI.create("/" + part).resolve(target == null ? "" : target).getPath().replaceFirst("^/+", "");
        } catch (IllegalArgumentException odd) {
            return String.valueOf(target);
        }
    }
}
