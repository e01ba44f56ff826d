package dev.difynative.files;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An uploaded file as its uploader sees it; the names are those of published clients, which read more than we have to say. */
@RegisterForReflection
public record FileView(UUID id, String reference, String name, long size, String extension, String mimeType, UUID createdBy,
        Instant createdAt, String previewUrl, String sourceUrl, String originalUrl, UUID userId, UUID tenantId,
        UUID conversationId, String fileKey) {

    static FileView of(UploadFile file, String url) {
        UUID by = file.createdByEndUser == null ? file.createdByAccount : file.createdByEndUser;
        return new FileView(file.id, null, file.name, file.size, file.extension, file.mimeType, by, file.createdAt, null, url,
                null, null, file.tenantId, null, null);
    }
}
