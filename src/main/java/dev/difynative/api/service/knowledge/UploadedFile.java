package dev.difynative.api.service.knowledge;

import java.time.Instant;
import java.util.UUID;

import dev.difynative.knowledge.document.DocumentView.Upload;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The file that a document was made of, and where it can be fetched for some minutes. */
@RegisterForReflection
record UploadedFile(UUID id, String name, long size, String extension, String url, String downloadUrl, String mimeType,
        UUID createdBy, Instant createdAt) {

    static UploadedFile of(Upload file, String url) {
        return new UploadedFile(file.id(), file.name(), file.size(), file.extension(), url, url, file.mimeType(),
                file.createdBy(), file.createdAt());
    }
}
