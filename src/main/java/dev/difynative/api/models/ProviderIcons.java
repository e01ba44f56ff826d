package dev.difynative.api.models;

import java.util.UUID;

import dev.difynative.models.catalogue.LocalText;

/** The addresses of a provider's icons. */
public final class ProviderIcons {
    private ProviderIcons() {}

    public static LocalText small(UUID tenantId, String provider) { return both(tenantId, provider, "icon_small"); }

    public static LocalText large(UUID tenantId, String provider) { return both(tenantId, provider, "icon_large"); }

    private static LocalText both(UUID tenantId, String provider, String kind) {
        String path = "/console/api/workspaces/" + tenantId + "/model-providers/" + provider + "/" + kind + "/";
        return new LocalText(path + "en_US", path + "zh_Hans");
    }
}
