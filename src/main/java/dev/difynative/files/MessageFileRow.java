package dev.difynative.files;

import java.util.UUID;

/**
 * What is written of a file that comes with a message, into the table {@code message_files}.
 *
 * @param uploadFileId
 *            null for a remote file
 * @param belongsTo
 *            user or assistant
 */
public record MessageFileRow(UUID id, String type, String transferMethod, String url, UUID uploadFileId, String belongsTo) {
    public static final String USER = "user";
    public static final String ASSISTANT = "assistant";
}
