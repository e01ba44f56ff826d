package dev.difynative.files;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Links to files that need no key: each carries a sealed note of whose file it opens and until when. */
@ApplicationScoped
public class FileLinks {
    private final UploadFiles files;
    private final FileUrls urls;
    private final FileSeals seals;

    FileLinks(UploadFiles files, FileUrls urls, FileSeals seals) {
        this.files = files;
        this.urls = urls;
        this.seals = seals;
    }

    /** A path that opens the file for some minutes. */
    public String to(UUID tenantId, UUID fileId) {
        return urls.download(tenantId, fileId);
    }

    /** An address that shows an image, which this person uploaded, for some minutes. */
    public String toImage(UUID accountId, UUID fileId) {
        return urls.image(FileUrls.AVATAR, accountId, fileId);
    }

    /** The same of an image that some member uploaded to the workspace. */
    public String toIcon(UUID tenantId, UUID fileId) {
        return urls.image(FileUrls.ICON, tenantId, fileId);
    }

    /** An address for who reads a message of the workspace: it shows an image and hands out any other file, for some minutes. */
    public String ofMessage(UUID tenantId, UUID fileId, FileKind kind) {
        return urls.shown(tenantId, fileId, kind);
    }

    /** The same of a stored text: the links in it, which were made for the workspace and have grown old, are made anew. */
    public String renewed(UUID tenantId, String text) {
        return urls.renewed(tenantId, text);
    }

    /** The file that a link opens; empty when the link is forged or too old, or the file is gone. */
    @Transactional
    public Optional<StoredFile> opened(UUID fileId, String sign) {
        return seals.owner(FileUrls.DOWNLOAD, fileId, sign).flatMap(tenantId -> found(tenantId, fileId));
    }

    /** The image that a link shows; empty as above. */
    @Transactional
    public Optional<StoredFile> openedImage(UUID fileId, String sign) {
        return seals.owner(FileUrls.AVATAR, fileId, sign).flatMap(accountId -> files.findOfAccount(accountId, fileId))
                .or(() -> seals.owner(FileUrls.ICON, fileId, sign).flatMap(tenantId -> files.findOfMembers(tenantId, fileId)))
                .or(() -> seals.owner(FileUrls.SHOWN, fileId, sign).flatMap(tenantId -> found(tenantId, fileId)))
                .filter(file -> file.kind() == FileKind.IMAGE);
    }

    private Optional<StoredFile> found(UUID tenantId, UUID fileId) {
        return files.findAll(tenantId, List.of(fileId)).stream().findFirst();
    }
}
