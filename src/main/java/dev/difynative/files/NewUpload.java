package dev.difynative.files;

import java.util.UUID;

/**
 * What is known of a file before its bytes are read.
 *
 * @param appId
 *            null for a file of the whole workspace
 * @param name
 *            as the user gave it
 * @param mimeType
 *            as the client declared it
 * @param picture
 *            whether it is to show an app or a person, and nothing else
 */
public record NewUpload(UUID tenantId, UUID appId, Uploader by, String name, String mimeType, boolean picture) {

    public NewUpload(UUID tenantId, UUID appId, Uploader by, String name, String mimeType) {
        this(tenantId, appId, by, name, mimeType, false);
    }

    /** An app's end user, or an account of the console; the other is null. */
    public record Uploader(UUID endUserId, UUID accountId) {

        public static Uploader endUser(UUID id) { return new Uploader(id, null); }

        public static Uploader account(UUID id) { return new Uploader(null, id); }
    }
}
