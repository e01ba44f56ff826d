package dev.difynative.platform.lifecycle;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the service ends. */
@ConfigMapping(prefix = "dify.shutdown")
public interface ShutdownConfig {

    /** How long running streams may still take before they are ended with an error event. */
    @WithDefault("20S")
    Duration grace();

    /** How long new work is still taken after the readiness probe has begun to say no, for slow load balancers. */
    @WithDefault("0S")
    Duration notice();
}
