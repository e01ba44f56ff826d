package dev.difynative.models;

/** A piece of a chat message. */
public sealed interface ContentPart {

    record Text(String text) implements ContentPart {}

    /** An image by {@code http(s)} or {@code data:} URL; {@code detail} is low, high, auto or null. */
    record Image(String url, String detail) implements ContentPart {}
}
