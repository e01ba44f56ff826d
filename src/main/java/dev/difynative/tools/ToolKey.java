package dev.difynative.tools;

/**
 * A tool as apps name it.
 *
 * @param type
 *            builtin, api, workflow, mcp, plugin, …
 * @param provider
 *            the provider's id as it stands in the app
 * @param credential
 *            which of the provider's credentials are used, or null for the default ones
 */
public record ToolKey(String type, String provider, String name, String credential) {

    public ToolKey(String type, String provider, String name) { this(type, provider, name, null); }

    /** The last part of a provider's id: {@code langgenius/time/time} is {@code time}. */
    public String bareProvider() {
        return provider.substring(provider.lastIndexOf('/') + 1);
    }
}
