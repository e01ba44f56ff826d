package dev.difynative.models.chat;

import java.util.Locale;

/** A piece of a chat message. */
public sealed interface ContentPart {

    record Text(String text) implements ContentPart {}

    /** An image by {@code http(s)} or {@code data:} URL; {@code detail} is low, high, auto or null. */
    record Image(String url, String detail) implements ContentPart {}

    /** A file of another kind, with its bytes in base64. */
    record Attachment(Medium medium, String name, String mimeType, String base64) implements ContentPart {
        public String dataUrl() { return "data:" + mimeType + ";base64," + base64; }
    }

    /** The kinds of files that some models take besides images; named like the feature of a model. */
    enum Medium {
        DOCUMENT, AUDIO, VIDEO;

        public String feature() { return name().toLowerCase(Locale.ROOT); }
    }
}
