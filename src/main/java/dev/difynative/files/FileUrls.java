package dev.difynative.files;

import java.util.UUID;

import jakarta.inject.Singleton;

/** Addresses at which clients fetch files. */
@Singleton
class FileUrls {
    private final String prefix;

    FileUrls(FilesConfig config) { prefix = config.publicUrl().map(url -> url.replaceFirst("/+$", "")).orElse(""); }

    String image(UUID fileId, String sign) { return prefix + "/files/" + fileId + "/image-preview?sign=" + sign; }

    String download(UUID fileId, String sign) { return prefix + "/files/" + fileId + "/file-preview?sign=" + sign; }

    String preview(UUID fileId) { return prefix + "/v1/files/" + fileId + "/preview"; }
}
