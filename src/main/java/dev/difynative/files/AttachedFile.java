package dev.difynative.files;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file that comes with a question.
 *
 * @param type
 *            image, document, audio, video or custom
 * @param transferMethod
 *            remote_url or local_file
 */
@RegisterForReflection
public record AttachedFile(String type, String transferMethod, String url, String uploadFileId) {}
