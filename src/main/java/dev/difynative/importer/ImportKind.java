package dev.difynative.importer;

import java.util.Locale;

/** The kinds of things that are brought over. */
enum ImportKind {
    TAG("tags"),
    EXTERNAL("external knowledge"),
    DATASET("datasets"),
    FIELD("metadata fields"),
    DOCUMENT("documents"),
    DESCRIPTION("document metadata"),
    APP("apps"),
    PUBLICATION("published versions"),
    DRAFT("drafts"),
    KEY("API keys"),
    ANNOTATION("annotations"),
    CONVERSATION("conversations");

    private final String label;

    ImportKind(String label) { this.label = label; }

    /** How many are spoken of. */
    String label() { return label; }

    String wire() { return name().toLowerCase(Locale.ROOT); }
}
