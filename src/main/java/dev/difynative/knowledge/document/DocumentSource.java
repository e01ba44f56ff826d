package dev.difynative.knowledge.document;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import dev.difynative.platform.error.Parameters;

/** The bytes that a document is made of; {@code fileName} and {@code mimeType} are as the client said. */
public record DocumentSource(String fileName, String mimeType, InputStream content) {

    /** A text that was sent as such becomes a file, so that everything that is indexed is read in the same way. */
    static DocumentSource ofText(String name, String text) {
        if (text == null || text.isBlank()) {
            throw Parameters.missing("text");
        }
        String safe = name.replaceAll("[/\\\\\\p{Cntrl}]", "_");
        return new DocumentSource(safe + ".txt", "text/plain", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
