package dev.difynative.platform.crypto;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the key that encrypts stored credentials comes from. */
@ConfigMapping(prefix = "dify")
public interface VaultConfig {

    /** Any text of 32 characters or more; the key is derived from it. */
    Optional<String> secretKey();

    /** Former secret keys: what they have encrypted can still be read. */
    Optional<List<String>> previousSecretKeys();

    /** Holds {@code secret.key} while the embedded database is used and no secret key is configured. */
    @WithDefault("data")
    Path dataDir();
}
