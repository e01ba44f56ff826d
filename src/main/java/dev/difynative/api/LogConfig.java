package dev.difynative.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is logged of the traffic. */
@ConfigMapping(prefix = "dify.log")
public interface LogConfig {

    /** One line per request. */
    @WithDefault("false")
    boolean requests();
}
