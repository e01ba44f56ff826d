package dev.difynative.apps;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileLinks;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.persistence.Ids;

/** Where the images are fetched that apps are shown by. */
@Singleton
public class AppIcons {
    private static final String IMAGE = "image";

    private final UploadFiles files;
    private final FileLinks links;

    AppIcons(UploadFiles files, FileLinks links) {
        this.files = files;
        this.links = links;
    }

    /** Deletes a picture by which an app was shown, if it is that of the person who changes the app and shows nothing else. */
    void dismiss(UUID accountId, String iconType, String icon) {
        if (IMAGE.equals(iconType)) {
            Ids.tryParse(icon).ifPresent(id -> files.deletePicture(accountId, id));
        }
    }

    /** An address that needs no key and is good for some minutes; null for an icon that is no uploaded image. */
    public String url(UUID tenantId, String iconType, String icon) {
        return IMAGE.equals(iconType) ? Ids.tryParse(icon).map(file -> links.toIcon(tenantId, file)).orElse(null) : null;
    }
}
