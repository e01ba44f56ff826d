package dev.difynative.models;

/** What is embedded; some models treat the two differently. */
public enum EmbedKind {
    DOCUMENT, QUERY
}
