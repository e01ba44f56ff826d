package dev.difynative.platform.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this process is among the others. */
@ConfigMapping(prefix = "dify.instance")
public interface InstanceConfig {

    /** Whether it serves; commands of the command line do not. */
    @WithDefault("true")
    boolean serving();
}
