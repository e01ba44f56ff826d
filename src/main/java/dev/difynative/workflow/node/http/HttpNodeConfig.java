package dev.difynative.workflow.node.http;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the requests that workflows make. */
@ConfigMapping(prefix = "dify.http-request")
public interface HttpNodeConfig {

    /** The longest time that a node may wait for a connection. */
    @WithDefault("10s")
    Duration maxConnectTimeout();

    /** The longest time that a node may wait for an answer, from beginning to end. */
    @WithDefault("600s")
    Duration maxReadTimeout();

    /** The time that a node may take besides to send a body. */
    @WithDefault("600s")
    Duration maxWriteTimeout();

    @WithDefault("1M")
    MemorySize maxText();

    /** Of an answer that is a file, and of a file that is sent. */
    @WithDefault("10M")
    MemorySize maxBinary();

    @WithDefault("true")
    boolean verifyTls();
}
