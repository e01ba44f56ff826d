package dev.difynative.platform.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the service gets on with its database. */
@ConfigMapping(prefix = "dify.database")
public interface DatabaseConfig {

    /** How long a database that does not answer is waited for at the start. */
    @WithDefault("30S")
    Duration startTimeout();
}
