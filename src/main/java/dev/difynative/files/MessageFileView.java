package dev.difynative.files;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file of a message as its reader sees it; of a remote file only its address is known. */
@RegisterForReflection
public record MessageFileView(UUID id, String filename, String type, String url, String mimeType, Long size,
        String transferMethod, String belongsTo, UUID uploadFileId) {

    static MessageFileView remote(MessageFile file) {
        return new MessageFileView(file.id, RemoteName.of(file.url), file.type, file.url, null, null, file.transferMethod,
                file.belongsTo, null);
    }

    static MessageFileView local(MessageFile file, UploadFile upload, String url) {
        return new MessageFileView(file.id, upload.name, file.type, url, upload.mimeType, upload.size, file.transferMethod,
                file.belongsTo, upload.id);
    }
}
