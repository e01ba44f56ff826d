package dev.difynative.models.catalogue;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One field of a provider's credential form, as the console draws it; the variables are those of Dify's own providers. */
@RegisterForReflection(ignoreNested = false)
public record CredentialField(String variable, LocalText label, String type, boolean required,
        @JsonProperty("default") String defaultValue, List<Option> options,
        LocalText placeholder, Integer maxLength, List<Condition> showOn) {

    public CredentialField {
        options = options == null ? List.of() : options;
        showOn = showOn == null ? List.of() : showOn;
    }

    /** A choice of a select field. */
    public record Option(LocalText label, String value, List<Condition> showOn) {}

    /** Shown only when another field has this value. */
    public record Condition(String variable, String value) {}

    @JsonIgnore
    public boolean secret() { return type.equals("secret-input"); }
}
