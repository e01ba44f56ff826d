package dev.difynative.platform.net;

import java.util.Map;

import dev.difynative.testsupport.Configs;
import io.vertx.core.Vertx;

/** Makes outbound clients for tests without a container. */
public final class OutboundClients {
    private OutboundClients() {}

    public static OutboundClient with(Vertx vertx, Map<String, String> settings) {
        return new OutboundClient(vertx, Configs.of(OutboundConfig.class, settings));
    }
}
