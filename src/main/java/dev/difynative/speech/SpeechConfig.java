package dev.difynative.speech;

import dev.difynative.platform.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What is taken to be written down or spoken. */
@ConfigMapping(prefix = "dify.speech")
public interface SpeechConfig {
    /** The largest recording, in megabytes of 1024 × 1024 bytes. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("30")
    int audioSizeLimit();
}
