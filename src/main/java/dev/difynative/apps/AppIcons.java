package dev.difynative.apps;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.persistence.Ids;

/** Where the images are fetched that apps are shown by. */
@Singleton
public class AppIcons {
    private static final String IMAGE = "image";

    private final FileLinks links;

    AppIcons(FileLinks links) { this.links = links; }

    /** An address that needs no key and is good for some minutes; null for an icon that is no uploaded image. */
    public String url(UUID tenantId, String iconType, String icon) {
        return IMAGE.equals(iconType) ? Ids.tryParse(icon).map(file -> links.toIcon(tenantId, file)).orElse(null) : null;
    }
}
