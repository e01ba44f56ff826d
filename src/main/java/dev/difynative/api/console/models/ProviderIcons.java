package dev.difynative.api.console.models;

import java.util.UUID;

import dev.difynative.models.catalogue.LocalText;

/** The addresses of a provider's icons. */
final class ProviderIcons {
    private ProviderIcons() {}

    static LocalText small(UUID tenantId, String provider) { return both(tenantId, provider, "icon_small"); }

    static LocalText large(UUID tenantId, String provider) { return both(tenantId, provider, "icon_large"); }

    private static LocalText both(UUID tenantId, String provider, String kind) {
        String path = "/console/api/workspaces/" + tenantId + "/model-providers/" + provider + "/" + kind + "/";
        return new LocalText(path + "en_US", path + "zh_Hans");
    }
}
