package dev.difynative.models.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A text in the two languages that the console shows. */
@RegisterForReflection
public record LocalText(@JsonProperty("en_US") String english, @JsonProperty("zh_Hans") String chinese) {

    public static LocalText same(String text) { return new LocalText(text, text); }
}
