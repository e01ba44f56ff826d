package dev.difynative.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells an image by its first bytes, so that what is called one is one. */
enum ImageFormat {
    JPEG("image/jpeg"), PNG("image/png"), GIF("image/gif"), WEBP("image/webp");

    static final int HEAD_LENGTH = 12;
    private final String mimeType;

    ImageFormat(String mimeType) { this.mimeType = mimeType; }

    String mimeType() { return mimeType; }

    static Optional<ImageFormat> of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        return text.startsWith("RIFF") && text.startsWith("WEBP", 8) ? Optional.of(WEBP) : Optional.empty();
    }
}
