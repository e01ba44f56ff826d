package dev.difynative.files;

import java.util.UUID;

/** An uploaded file as other features know it. */
public record StoredFile(UUID id, UUID tenantId, UUID appId, UUID endUserId, String name, String extension, String mimeType,
        long size, String storageKey) {

    static StoredFile of(UploadFile file) {
        return new StoredFile(file.id, file.tenantId, file.appId, file.createdByEndUser, file.name, file.extension, file.mimeType,
                file.size, file.storageKey);
    }

    public FileKind kind() { return FileKind.ofExtension(extension); }
}
