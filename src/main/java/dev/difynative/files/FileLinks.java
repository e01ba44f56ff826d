package dev.difynative.files;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;

/** Links to files that need no key: each carries a sealed note of whose file it opens and until when. */
@ApplicationScoped
public class FileLinks {
    private static final String PURPOSE = "file-download";
    private static final String IMAGE_PURPOSE = "image-preview";
    private static final String ICON_PURPOSE = "icon-preview";
    private static final String SHOWN_PURPOSE = "message-image-preview";
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final UploadFiles files;
    private final FileUrls urls;
    private final CredentialVault vault;
    private final Clock clock;

    FileLinks(UploadFiles files, FileUrls urls, CredentialVault vault, Clock clock) {
        this.files = files;
        this.urls = urls;
        this.vault = vault;
        this.clock = clock;
    }

    /** A path that opens the file for some minutes. */
    public String to(UUID tenantId, UUID fileId) {
        return "/files/" + fileId + "/file-preview?sign=" + sealed(PURPOSE, tenantId, fileId);
    }

    /** An address that shows an image, which this person uploaded, for some minutes. */
    public String toImage(UUID accountId, UUID fileId) {
        return urls.image(fileId, sealed(IMAGE_PURPOSE, accountId, fileId));
    }

    /** The same of an image that some member uploaded to the workspace. */
    public String toIcon(UUID tenantId, UUID fileId) {
        return urls.image(fileId, sealed(ICON_PURPOSE, tenantId, fileId));
    }

    /** An address for who reads a message of the workspace: it shows an image and hands out any other file, for some minutes. */
    public String ofMessage(UUID tenantId, UUID fileId, FileKind kind) {
        return kind == FileKind.IMAGE
                ? urls.image(fileId, sealed(SHOWN_PURPOSE, tenantId, fileId))
                : urls.download(fileId, sealed(PURPOSE, tenantId, fileId));
    }

    /** The file that a link opens; empty when the link is forged or too old, or the file is gone. */
    @Transactional
    public Optional<StoredFile> opened(UUID fileId, String sign) {
        return owner(PURPOSE, fileId, sign).flatMap(tenantId -> found(tenantId, fileId));
    }

    /** The image that a link shows; empty as above. */
    @Transactional
    public Optional<StoredFile> openedImage(UUID fileId, String sign) {
        return owner(IMAGE_PURPOSE, fileId, sign).flatMap(accountId -> files.findOfAccount(accountId, fileId))
                .or(() -> owner(ICON_PURPOSE, fileId, sign).flatMap(tenantId -> files.findOfMembers(tenantId, fileId)))
                .or(() -> owner(SHOWN_PURPOSE, fileId, sign).flatMap(tenantId -> found(tenantId, fileId)))
                .filter(file -> file.kind() == FileKind.IMAGE);
    }

    private Optional<StoredFile> found(UUID tenantId, UUID fileId) {
        return files.findAll(tenantId, List.of(fileId)).stream().findFirst();
    }

    private String sealed(String purpose, UUID owner, UUID fileId) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        return vault.seal(CredentialVault.INSTALLATION, purpose, owner + "/" + fileId + "/" + until);
    }

    private Optional<UUID> owner(String purpose, UUID fileId, String sign) {
        try {
            String[] note = vault.open(CredentialVault.INSTALLATION, purpose, sign).split("/");
            boolean valid = note[1].equals(fileId.toString()) && clock.instant().getEpochSecond() <= Long.parseLong(note[2]);
            return valid ? Optional.of(UUID.fromString(note[0])) : Optional.empty();
        } catch (SealedValueException forged) {
            return Optional.empty();
        }
    }
}
