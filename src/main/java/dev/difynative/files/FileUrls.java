package dev.difynative.files;

import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.difynative.platform.persistence.Ids;

/** Addresses at which clients fetch files. */
@Singleton
class FileUrls {
    static final String DOWNLOAD = "file-download";
    static final String AVATAR = "image-preview";
    static final String ICON = "icon-preview";
    static final String SHOWN = "message-image-preview";
    private static final String SIGN = "-preview?sign=";
    private static final Pattern LINK = Pattern.compile("/files/([0-9a-f-]{36})/(image|file)-preview\\?sign=([\\w.-]+)");

    private final String prefix;
    private final FileSeals seals;

    FileUrls(FilesConfig config, FileSeals seals) {
        prefix = config.publicUrl().map(url -> url.replaceFirst("/+$", "")).orElse("");
        this.seals = seals;
    }

    /** Shows an image, which is this owner's for the purpose. */
    String image(String purpose, UUID owner, UUID fileId) {
        return prefix + path("image", purpose, owner, fileId);
    }

    /** Shows an image of the workspace and hands out any other file. */
    String shown(UUID tenantId, UUID fileId, FileKind kind) {
        return kind == FileKind.IMAGE
                ? image(SHOWN, tenantId, fileId)
                : prefix + download(tenantId, fileId);
    }

    /** A path that hands out a file of the workspace. */
    String download(UUID tenantId, UUID fileId) {
        return path("file", DOWNLOAD, tenantId, fileId);
    }

    /**
     * A text in which the links that {@link #shown} once made for this workspace are good again. Only such links: who makes an
     * answer repeat an id, or a link of their own making, gets no link for it.
     */
    String renewed(UUID tenantId, String text) {
        return text == null || !text.contains(SIGN)
                ? text
                : LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(renewed(tenantId, link)));
    }

    private String renewed(UUID tenantId, MatchResult link) {
        String purpose = link.group(2).equals("image") ? SHOWN : DOWNLOAD;
        return Ids.tryParse(link.group(1))
                .filter(fileId -> seals.wrote(purpose, tenantId, fileId, link.group(3)))
                .map(fileId -> path(link.group(2), purpose, tenantId, fileId))
                .orElse(link.group());
    }

    private String path(String shape, String purpose, UUID owner, UUID fileId) {
        return "/files/" + fileId + "/" + shape + SIGN + seals.seal(purpose, owner, fileId);
    }
}
