package dev.difynative.workspace.retention;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long logs are kept; zero keeps them for ever. */
@ConfigMapping(prefix = "dify.retention")
public interface RetentionConfig {

    /** Conversations that nobody goes on with, and runs of workflows; a workspace may have its own {@code log_retention_days}. */
    @WithDefault("365D")
    Duration logs();

    @WithDefault("730D")
    Duration auditLogs();

    /** How often what is too old is looked for. */
    @WithDefault("1H")
    Duration every();

    /** How much is removed in one transaction. */
    @WithDefault("200")
    int batch();

    /** How long is waited after each of them, so that requests come first. */
    @WithDefault("100MS")
    Duration pause();
}
