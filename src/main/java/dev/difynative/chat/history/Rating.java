package dev.difynative.chat.history;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an end user thinks of an answer. */
public enum Rating {
    @JsonProperty("like")
    LIKE("like"),
    @JsonProperty("dislike")
    DISLIKE("dislike");

    private final String wire;

    Rating(String wire) { this.wire = wire; }

    String wire() { return wire; }
}
