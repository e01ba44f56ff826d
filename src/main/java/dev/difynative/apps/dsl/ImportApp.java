package dev.difynative.apps.dsl;

import java.util.UUID;

import dev.difynative.platform.error.Parameters;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is to be imported: the text of a file or where it lies, into which app (null: a new one), and what the app is to be
 * called and look like instead of what the file says.
 */
@RegisterForReflection(ignoreNested = false)
public record ImportApp(Mode mode, String yamlContent, String yamlUrl, UUID appId, String name, String description,
        String iconType, String icon, String iconBackground) {

    public enum Mode {
        @com.fasterxml.jackson.annotation.JsonProperty("yaml-content")
        CONTENT,
        @com.fasterxml.jackson.annotation.JsonProperty("yaml-url")
        URL
    }

    ImportApp checked() {
        if (mode == null) {
            throw Parameters.missing("mode");
        }
        String needed = mode == Mode.CONTENT ? yamlContent : yamlUrl;
        if (needed == null || needed.isBlank()) {
            String field = mode == Mode.CONTENT ? "yaml_content" : "yaml_url";
            throw Parameters.missing(field);
        }
        return this;
    }

    /** The same with the text that was found at its address. */
    ImportApp with(String content) {
        return new ImportApp(Mode.CONTENT, content, null, appId, name, description, iconType, icon, iconBackground);
    }
}
