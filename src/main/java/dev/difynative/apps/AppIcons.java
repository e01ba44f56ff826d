package dev.difynative.apps;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileKind;
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

    /** Deletes an uploaded image by which an app was shown, unless something refers to it still. */
    void dismiss(UUID tenantId, String iconType, String icon) {
        if (IMAGE.equals(iconType)) {
            Ids.tryParse(icon).flatMap(id -> files.findOfMembers(tenantId, id)).filter(file -> file.kind() == FileKind.IMAGE)
                    .ifPresent(files::deleteUnused);
        }
    }

    /** An address that needs no key and is good for some minutes; null for an icon that is no uploaded image. */
    public String url(UUID tenantId, String iconType, String icon) {
        return IMAGE.equals(iconType) ? Ids.tryParse(icon).map(file -> links.toIcon(tenantId, file)).orElse(null) : null;
    }
}
