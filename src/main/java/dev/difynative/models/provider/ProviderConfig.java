package dev.difynative.models.provider;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Patience with model providers. */
@ConfigMapping(prefix = "dify.models")
public interface ProviderConfig {

    /** How long a streamed answer may take to begin. */
    @WithDefault("120s")
    Duration firstByteTimeout();

    /** How long a streamed answer may be silent once it has begun. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** How long an answer that is not streamed may take. */
    @WithDefault("300s")
    Duration wholeTimeout();

    /** How often a request is repeated after 429, 5xx or a failed connection, before the first token. */
    @WithDefault("2")
    int maxRetries();

    /** The first pause between two tries; each further one is twice as long. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** A provider that asks for a longer pause than this is not asked again. */
    @WithDefault("10s")
    Duration maxRetryDelay();
}
