package dev.difynative.tools.catalogue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.tools.ToolKind;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A provider of tools as the console shows it.
 *
 * @param icon
 *            an address, or an object with background and content
 * @param server
 *            only of a server of the Model Context Protocol
 */
@RegisterForReflection(ignoreNested = false)
public record ProviderView(String id, String author, String name, String pluginId, String pluginUniqueIdentifier,
        LocalText description, Object icon, Object iconDark, LocalText label, String type, Map<String, String> teamCredentials,
        Map<String, String> maskedCredentials, boolean isTeamAuthorization, boolean allowDelete, List<ToolView> tools,
        List<String> labels, @JsonInclude(JsonInclude.Include.NON_NULL) @JsonUnwrapped Server server,
        @JsonInclude(JsonInclude.Include.NON_NULL) String workflowAppId) {

    /** What is known of a server of the Model Context Protocol. */
    public record Server(@JsonIgnore UUID id, String serverUrl, String serverIdentifier, long updatedAt,
            Map<String, String> maskedHeaders,
            Object configuration, boolean isDynamicRegistration) {}

    /** What all providers are described by. */
    public record Face(String id, String author, String name, String label, String description, Object icon,
            List<String> labels) {}

    public static ProviderView of(ToolKind kind, Face face, Map<String, String> credentials, boolean ready, String pluginId,
            List<ToolView> tools) {
        return new ProviderView(face.id(), face.author(), face.name(), pluginId == null ? "" : pluginId,
                pluginId == null ? "" : pluginId, LocalText.same(face.description()), face.icon(), "",
                LocalText.same(face.label()), kind.wire(), credentials, credentials, ready,
                kind != ToolKind.BUILTIN && pluginId == null, tools, face.labels(), null, null);
    }

    public ProviderView with(Server server) {
        return new ProviderView(id, author, name, pluginId, pluginUniqueIdentifier, description, icon, iconDark, label, type,
                teamCredentials, maskedCredentials, isTeamAuthorization, allowDelete, tools, labels, server, null);
    }

    public ProviderView ofApp(String appId) {
        return new ProviderView(id, author, name, pluginId, pluginUniqueIdentifier, description, icon, iconDark, label, type,
                teamCredentials, maskedCredentials, isTeamAuthorization, allowDelete, tools, labels, null, appId);
    }

    /** The same without its tools, for lists of providers; a server is named by its own id there, and not as apps name it. */
    public ProviderView bare() {
        return new ProviderView(server == null ? id : server.id().toString(), author, name, pluginId, pluginUniqueIdentifier,
                description, icon, iconDark, label, type,
                teamCredentials, maskedCredentials, isTeamAuthorization, allowDelete, List.of(), labels, server, workflowAppId);
    }
}
