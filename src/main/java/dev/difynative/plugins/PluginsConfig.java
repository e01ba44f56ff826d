package dev.difynative.plugins;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where plugins come from besides those that are bundled (docs/plugins.md). */
@ConfigMapping(prefix = "dify.plugins")
public interface PluginsConfig {

    /** A further catalogue, of the same format as the bundled one; its plugins stand in for bundled ones of the same id. */
    Optional<String> catalogueUrl();

    /** The Ed25519 key (X.509, base64) that must have signed the packages of that catalogue; without it their hashes suffice. */
    Optional<String> publicKey();

    /** How long a fetched catalogue is kept. */
    @WithDefault("10M")
    Duration catalogueLifetime();
}
