package dev.difynative.auth;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileError;
import dev.difynative.files.FileKind;
import dev.difynative.files.FileLinks;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.Ids;

/** The images that people are shown by: at an address, or uploaded by themselves and known by the file's id. */
@Singleton
class Avatars {
    private static final int MAX_LENGTH = 2_000;

    private final UploadFiles files;
    private final FileLinks links;

    Avatars(UploadFiles files, FileLinks links) {
        this.files = files;
        this.links = links;
    }

    /** What to keep of what a person sent; null for none. An id must be that of an image that this person uploaded to the workspace. */
    String checked(UUID tenantId, UUID accountId, String avatar) {
        if (avatar.isBlank()) {
            return null;
        }
        String text = Parameters.text("avatar", avatar, MAX_LENGTH);
        return Ids.tryParse(text).map(id -> checked(tenantId, accountId, id).toString()).orElse(text);
    }

    /** Deletes a picture by which a person is shown no longer, unless an app is. */
    void dismiss(UUID accountId, String avatar) {
        Ids.tryParse(avatar).ifPresent(id -> files.deletePicture(accountId, id));
    }

    /** Where the image is fetched, without a key; an uploaded one for some minutes. */
    String url(Account account) {
        return Ids.tryParse(account.avatar).map(id -> links.toImage(account.id, id)).orElse(account.avatar);
    }

    private UUID checked(UUID tenantId, UUID accountId, UUID fileId) {
        StoredFile file = files.findOfAccount(accountId, fileId).filter(own -> own.tenantId().equals(tenantId))
                .orElseThrow(() -> FileError.FILE_NOT_FOUND.because("You have uploaded no file '%s' to this workspace", fileId));
        if (file.kind() != FileKind.IMAGE) {
            throw CommonError.INVALID_PARAM.field("avatar", "format", "Parameter 'avatar' must be an image, which '%s' is not",
                    file.name());
        }
        return file.id();
    }
}
