package dev.difynative.workflow.trigger;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What begins runs by itself. */
@ConfigMapping(prefix = "dify.trigger")
public interface TriggerConfig {

    /** Where webhooks are called from outside; without it the address that the console was called at. */
    Optional<String> publicUrl();

    /** The largest body that a webhook takes, in bytes. */
    @WithDefault("10485760")
    long maxBodyBytes();

    /** How often due schedules are looked for. */
    @WithDefault("2s")
    Duration scheduleCheck();

    /** How late a schedule may still be run, when nobody was there at its time; what is later is left out. */
    @WithDefault("24h")
    Duration scheduleLateness();
}
