package dev.difynative.files;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.platform.persistence.Ids;

/** Decides who may look at an uploaded file. */
@ApplicationScoped
public class FilePreviews {

    /**
     * A file of this app: one that this end user uploaded, or, for a call that names no end user, one that came with a message.
     * A file can only come with a message of its own app and its own uploader.
     *
     * @param userNamed
     *            whether the call said whose it is; else {@code endUserId} is the anonymous one
     */
    @Transactional
    public StoredFile get(UUID tenantId, UUID appId, UUID endUserId, boolean userNamed, String fileId) {
        UUID id = Ids.parse(fileId, FileError.FILE_NOT_FOUND, "File");
        StoredFile file = UploadFile.findOfApp(tenantId, appId, id).map(StoredFile::of)
                .orElseThrow(() -> FileError.FILE_NOT_FOUND.because("File not found"));
        boolean own = endUserId.equals(file.endUserId());
        if (!own && (userNamed || !MessageFile.isReferenced(tenantId, id))) {
            throw FileError.FILE_ACCESS_DENIED.because("This file is not yours to look at");
        }
        return file;
    }
}
