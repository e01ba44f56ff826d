package dev.difynative.platform.crypto;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the key that encrypts stored credentials comes from. No mapping: one of the whole prefix {@code dify} would refuse the
 * settings of every other feature.
 */
@Singleton
public class VaultConfig {
    private final Optional<String> secretKey;
    private final Optional<List<String>> previousSecretKeys;
    private final Path dataDir;

    VaultConfig(@ConfigProperty(name = "dify.secret-key") Optional<String> secretKey,
            @ConfigProperty(name = "dify.previous-secret-keys") Optional<List<String>> previousSecretKeys,
            @ConfigProperty(name = "dify.data-dir", defaultValue = "data") Path dataDir) {
        this.secretKey = secretKey;
        this.previousSecretKeys = previousSecretKeys;
        this.dataDir = dataDir;
    }

    /** Any text of 32 characters or more; the key is derived from it. */
    Optional<String> secretKey() { return secretKey; }

    /** Former secret keys: what they have encrypted can still be read. */
    Optional<List<String>> previousSecretKeys() {
        return previousSecretKeys;
    }

    /** Holds {@code secret.key} while the embedded database is used and no secret key is configured. */
    Path dataDir() {
        return dataDir;
    }
}
