package dev.difynative.plugins;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.difynative.models.catalogue.LocalText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A plugin as a catalogue lists it.
 *
 * @param location
 *            where its package lies, seen from the catalogue
 * @param sha256
 *            of the package's bytes, in hexadecimal
 * @param signature
 *            of the package's bytes, in base64; null when it is not signed
 */
@RegisterForReflection
public record CatalogueEntry(String pluginId, String version, LocalText name, LocalText description, String icon,
        PluginCategory category, List<String> tags, @JsonProperty("package") String location, String sha256,
        String signature) {

    public String author() { return pluginId.substring(0, pluginId.indexOf('/')); }

    /** The one name of this very package, as Dify writes it. */
    public String uniqueIdentifier() {
        return pluginId + ":" + version + "@" + sha256;
    }

    boolean matches(String search, PluginCategory wanted) {
        return (wanted == null || wanted == category) && (search == null || search.isBlank()
                || text().contains(search.strip().toLowerCase(Locale.ROOT)));
    }

    private String text() {
        return (pluginId + " " + name.english() + " " + name.chinese() + " " + description.english() + " " + description.chinese()
                + " " + String.join(" ", tags)).toLowerCase(Locale.ROOT);
    }

    boolean isComplete() {
        return pluginId != null && pluginId.matches(PluginPackage.ID) && version != null && version.matches(PluginPackage.VERSION)
                && name != null && description != null && category != null && tags != null && location != null
                && sha256 != null && sha256.matches("[0-9a-f]{64}");
    }
}
