package dev.difynative.plugins;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.platform.json.JsonSetup;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A plugin: one JSON document that says what there is, and no code (docs/plugins.md). Unknown fields are ignored, so that later
 * versions of the format can be read.
 */
@RegisterForReflection(ignoreNested = false)
public record PluginPackage(int format, String pluginId, String version, LocalText name, LocalText description, String icon,
        PluginCategory category, List<String> tags, List<ProviderSpec> modelProviders, List<ApiTools> tools,
        List<McpServer> mcpServers, List<Template> templates) {
    static final String ID = "[a-z0-9_-]{1,64}/[a-z0-9_-]{1,64}";
    static final String VERSION = "\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}";
    private static final int FORMAT = 1;

    /** Tools that an OpenAPI document describes; {@code schema} is the document itself, as an object or as its text. */
    public record ApiTools(String name, LocalText label, LocalText description, String icon, JsonNode schema,
            Map<String, String> credentials) {}

    /** A server of the Model Context Protocol. */
    public record McpServer(String name, LocalText label, String icon, String serverUrl, Map<String, String> headers) {}

    /** An app to begin with; {@code dsl} is the text of its file. */
    public record Template(String id, LocalText name, LocalText description, String icon, String mode, String category,
            String dsl) {}

    public PluginPackage {
        tags = orEmpty(tags);
        modelProviders = orEmpty(modelProviders);
        tools = orEmpty(tools);
        mcpServers = orEmpty(mcpServers);
        templates = orEmpty(templates);
    }

    /** Numbers and switches that a package leaves out are 0 and off. */
    static ObjectMapper mapper() {
        return JsonSetup.apply(new ObjectMapper()).disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    static PluginPackage read(String text, ObjectMapper json) {
        try {
            PluginPackage read = json.readValue(text, PluginPackage.class);
            if (read.format != FORMAT || read.pluginId == null || !read.pluginId.matches(ID) || read.version == null
                    || !read.version.matches(VERSION) || read.name == null) {
                throw PluginError.PACKAGE_INVALID
                        .because("The package must have format 1, a plugin_id 'author/name', a version such as 1.0.0 and a name");
            }
            return read;
        } catch (JsonProcessingException broken) {
            throw PluginError.PACKAGE_INVALID.because("The package cannot be read: %s", broken.getOriginalMessage());
        }
    }

    /** Refuses what is incomplete, so that nothing of it fails only when it is used. */
    void check() {
        for (ProviderSpec spec : modelProviders) {
            if (spec.id() == null || spec.label() == null || spec.label().english() == null || spec.connection() == null
                    || spec.connection().protocol() == null
                    || spec.supportedModelTypes() == null || spec.credentialFields().isEmpty() || spec.colour() == null) {
                throw PluginError.PACKAGE_INVALID.because("The model provider '%s' of '%s' is incomplete", spec.id(), pluginId);
            }
        }
        for (Template template : templates) {
            if (template.id() == null || template.name() == null || template.mode() == null || template.dsl() == null) {
                throw PluginError.PACKAGE_INVALID.because("The template '%s' of '%s' is incomplete", template.id(), pluginId);
            }
        }
        for (ApiTools each : tools) {
            if (each.name() == null || each.schema() == null) {
                throw PluginError.PACKAGE_INVALID.because("The tools '%s' of '%s' are incomplete", each.name(), pluginId);
            }
        }
        for (McpServer server : mcpServers) {
            if (server.name() == null || server.serverUrl() == null) {
                throw PluginError.PACKAGE_INVALID.because("The MCP server '%s' of '%s' is incomplete", server.name(), pluginId);
            }
        }
    }

    private static <T> List<T> orEmpty(List<T> list) { return list == null ? List.of() : List.copyOf(list); }
}
