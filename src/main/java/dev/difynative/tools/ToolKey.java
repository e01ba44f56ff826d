package dev.difynative.tools;

import java.util.Optional;

/**
 * A tool as apps name it.
 *
 * @param type
 *            builtin, api, workflow, mcp, plugin, …
 * @param provider
 *            the provider's id as it stands in the app
 * @param providerName
 *            the provider's name, by which one is found that has got another id in this workspace; null when the app does
 *            not say, or it is the id
 * @param credential
 *            which of the provider's credentials are used, or null for the default ones
 */
public record ToolKey(String type, String provider, String providerName, String name, String credential) {

    public ToolKey {
        providerName = providerName == null || providerName.isBlank() || providerName.equals(provider) ? null : providerName;
    }

    public ToolKey(String type, String provider, String name) { this(type, provider, null, name, null); }

    /** The same tool of the provider that has the name, where there is one. */
    Optional<ToolKey> byName() {
        return Optional.ofNullable(providerName).map(other -> new ToolKey(type, other, null, name, credential));
    }

    /** The last part of a provider's id: {@code langgenius/time/time} is {@code time}. */
    public String bareProvider() {
        return provider.substring(provider.lastIndexOf('/') + 1);
    }
}
