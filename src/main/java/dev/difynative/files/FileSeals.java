package dev.difynative.files;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;

/** Sealed notes of whose file a link opens and until when. */
@Singleton
class FileSeals {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final CredentialVault vault;
    private final Clock clock;

    FileSeals(CredentialVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** What a sealed note says. */
    private record Note(UUID owner, UUID fileId, long until) {}

    String seal(String purpose, UUID owner, UUID fileId) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        return vault.seal(CredentialVault.INSTALLATION, purpose, owner + "/" + fileId + "/" + until);
    }

    /** Who owns the file; empty when the note is forged, too old or of another file. */
    Optional<UUID> owner(String purpose, UUID fileId, String sign) {
        return read(purpose, sign)
                .filter(note -> note.fileId.equals(fileId) && clock.instant().getEpochSecond() <= note.until).map(Note::owner);
    }

    /** Whether this very note was once written here, however long ago. */
    boolean wrote(String purpose, UUID owner, UUID fileId, String sign) {
        return read(purpose, sign).filter(note -> note.owner.equals(owner) && note.fileId.equals(fileId)).isPresent();
    }

    private Optional<Note> read(String purpose, String sign) {
        try {
            String[] note = vault.open(CredentialVault.INSTALLATION, purpose, sign).split("/");
            return Optional.of(new Note(UUID.fromString(note[0]), UUID.fromString(note[1]), Long.parseLong(note[2])));
        } catch (SealedValueException forged) {
            return Optional.empty();
        }
    }
}
