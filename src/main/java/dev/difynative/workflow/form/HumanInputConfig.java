package dev.difynative.workflow.form;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How people are asked within workflows. */
@ConfigMapping(prefix = "dify.human-input")
public interface HumanInputConfig {

    /** Where people reach this service, for the links in e-mails; without it the public address of files, else this machine's. */
    Optional<String> publicUrl();

    /** How often forms whose time is up and e-mails to be sent are looked for. */
    @WithDefault("2s")
    Duration check();

    /** How often it is tried to send an e-mail. */
    @WithDefault("8")
    int mailAttempts();
}
