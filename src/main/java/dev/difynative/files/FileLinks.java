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
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final UploadFiles files;
    private final CredentialVault vault;
    private final Clock clock;

    FileLinks(UploadFiles files, CredentialVault vault, Clock clock) {
        this.files = files;
        this.vault = vault;
        this.clock = clock;
    }

    /** A path that opens the file for some minutes. */
    public String to(UUID tenantId, UUID fileId) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        String note = tenantId + "/" + fileId + "/" + until;
        return "/files/" + fileId + "/file-preview?sign=" + vault.seal(CredentialVault.INSTALLATION, PURPOSE, note);
    }

    /** The file that a link opens; empty when the link is forged or too old, or the file is gone. */
    @Transactional
    public Optional<StoredFile> opened(UUID fileId, String sign) {
        try {
            String[] note = vault.open(CredentialVault.INSTALLATION, PURPOSE, sign).split("/");
            boolean valid = note[1].equals(fileId.toString()) && clock.instant().getEpochSecond() <= Long.parseLong(note[2]);
            return valid ? files.findAll(UUID.fromString(note[0]), List.of(fileId)).stream().findFirst() : Optional.empty();
        } catch (SealedValueException forged) {
            return Optional.empty();
        }
    }
}
